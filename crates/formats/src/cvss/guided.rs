//! From plain questions to a vector: what the report form asks instead of "attack vector?".
//!
//! The attack vector is the metric people quarrel about most, so it gets four questions of its own and every answer
//! yields the reason that is stored and printed with the metric. A flaw that can be reached only from the LAN side is
//! where 3.1 and 4.0 part: the user guide of 3.1 scores an attack from inside the same intranet as Network, 4.0 has
//! dropped that sentence. The form shows both readings and asks a person for a written reason.

pub mod questions;

use super::{Vector, VectorError, Version, Words};

/// Question 1: how does the attack get to the device?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Through a network or radio interface.
    Network(Carrier),
    /// From a console or shell on it, or by a file somebody opens there.
    Local,
    /// The case is opened, a port touched, a button held.
    Physical,
}

/// Question 2: what carries the attack?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Radio or link-layer frames, ARP, neighbour discovery, link-local multicast, pairing, Bluetooth, Zigbee.
    LinkLayer,
    /// Ordinary IP packets to an address: HTTP, TCP, UDP.
    Internet(Reach),
}

/// Question 3 and 4: from where can such a packet reach the device, in any configuration the maker supports?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From other networks, if only with remote management, a forwarded port, UPnP, a guest network, VPN, cloud relay
    /// or IPv6 without filter. That the default setting blocks it changes nothing.
    OtherNetworks,
    /// Only from the LAN side, yet across routers of the same organisation.
    RoutedLan,
    /// Only from the same subnet, whatever is configured.
    SameSubnet,
}

/// Question 5: who sends the packet?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The attacker.
    Attacker,
    /// A victim's browser, by a web page (CSRF, DNS rebinding).
    VictimBrowser,
}

/// What stands in the attacker's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hurdle {
    /// Nothing: it works every time.
    None,
    /// Circumstances the attacker cannot bring about: a race, a position in the traffic.
    Circumstances,
    /// A protection that has to be got round: randomised addresses, a secret to be learnt.
    Protection,
}

/// The rights the attacker needs beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privileges {
    /// No account.
    None,
    /// An ordinary account.
    User,
    /// The administrator's account.
    Administrator,
}

/// What a victim has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interaction {
    /// Nothing.
    None,
    /// Something ordinary, without noticing: visiting a page.
    Passive,
    /// Something deliberate: confirming a warning, importing a file.
    Active,
}

/// How much is lost, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Nothing.
    None,
    /// Some, without control over what.
    Some,
    /// All, or what matters.
    Total,
}

/// Loss of confidentiality, integrity and availability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// What can be read.
    pub confidentiality: Loss,
    /// What can be changed.
    pub integrity: Loss,
    /// What can be stopped.
    pub availability: Loss,
}

/// All answers of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Questions 1 to 4.
    pub access: Access,
    /// Question 5.
    pub sender: Sender,
    /// What stands in the way.
    pub hurdle: Hurdle,
    /// Rights needed.
    pub privileges: Privileges,
    /// What a victim does; a victim's browser as sender makes this at least passive.
    pub interaction: Interaction,
    /// The device itself.
    pub device: Impact,
    /// Other systems reached through it.
    pub beyond: Impact,
}

/// A value for one metric and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasoned {
    /// `N`, `A`, `L` or `P`.
    pub value: &'static str,
    /// Key of the reason in the locale files.
    pub reason_key: &'static str,
    /// The reason itself, for where no locale is at hand.
    pub reason: Words,
}

/// The attack vector for one version, with the other reading where two are defensible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttackVector {
    /// The value to preset.
    pub suggested: Reasoned,
    /// The other defensible value; if there is one, a person writes down why one was taken.
    pub alternative: Option<Reasoned>,
}

/// What the answers say about the attack vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// For 3.1 (and 3.0).
    pub v3_1: AttackVector,
    /// For 4.0.
    pub v4_0: AttackVector,
    /// Whether a text may call the attack "remote" without further words.
    pub wording: Wording,
}

/// How a text may name the attack; independent of the letter in the vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// "Remote" is accurate.
    Remote,
    /// Works from outside only through a victim's browser: say so.
    ThroughVictim,
    /// From the local network only: say "from the local network".
    LocalNetwork,
    /// At or on the device.
    AtTheDevice,
}

macro_rules! reasoned {
    ($name:ident, $value:literal, $key:literal, $english:literal, $german:literal) => {
        const $name: Reasoned = Reasoned {
            value: $value,
            reason_key: $key,
            reason: Words { english: $english, german: $german },
        };
    };
}

reasoned!(
    PHYSICAL,
    "P",
    "cvss-reason-av-physical",
    "The attacker has to touch the device: open it, use a port or hold a button.",
    "Man muss das Gerät anfassen: öffnen, einen Anschluss benutzen oder eine Taste halten."
);
reasoned!(
    LOCAL,
    "L",
    "cvss-reason-av-local",
    "The attack does not come through a network interface; it needs a shell on the device or a file somebody opens there.",
    "Der Angriff kommt nicht über eine Netzschnittstelle; er braucht eine Anmeldung am Gerät oder eine Datei, die dort jemand öffnet."
);
reasoned!(
    LINK_LAYER,
    "A",
    "cvss-reason-av-link-layer",
    "The attack is carried by radio or link-layer frames or link-local multicast, which no router passes on.",
    "Den Angriff tragen Funk- oder Sicherungsschicht-Rahmen oder Link-lokaler Multicast, den kein Router weiterleitet."
);
reasoned!(
    SAME_SUBNET,
    "A",
    "cvss-reason-av-same-subnet",
    "The service answers only hosts of its own subnet, in every configuration the maker supports.",
    "Der Dienst antwortet in jeder unterstützten Einstellung nur Rechnern im selben Teilnetz."
);
reasoned!(
    OTHER_NETWORKS,
    "N",
    "cvss-reason-av-other-networks",
    "In at least one supported configuration a packet from another network reaches the service. That the default setting blocks it does not lower the attack vector.",
    "In mindestens einer unterstützten Einstellung erreicht ein Paket aus einem anderen Netz den Dienst. Dass die Voreinstellung es sperrt, senkt den Angriffsvektor nicht."
);
reasoned!(
    INTRANET_3_1,
    "N",
    "cvss-reason-av-intranet-3-1",
    "Reachable from the LAN side only, but across routers: the user guide of CVSS 3.1 says Network even if the attacker has to be in the same intranet.",
    "Nur von der LAN-Seite erreichbar, aber über Router hinweg: Der Leitfaden zu CVSS 3.1 verlangt Netzwerk, auch wenn der Angreifer im selben Intranet sein muss."
);
reasoned!(
    LAN_ONLY,
    "A",
    "cvss-reason-av-lan-only",
    "Reachable from the LAN side only, in every configuration: the attack is bound to the network the device administers.",
    "In jeder Einstellung nur von der LAN-Seite erreichbar: Der Angriff ist an das Netz gebunden, das vom Gerät verwaltet wird."
);
reasoned!(
    ROUTED_4_0,
    "N",
    "cvss-reason-av-routed-4-0",
    "Reachable from the LAN side only, but the packet may cross routers; nothing in the protocol keeps the attack adjacent.",
    "Nur von der LAN-Seite erreichbar, aber das Paket darf Router überqueren; das Protokoll selbst begrenzt den Angriff nicht."
);
reasoned!(
    BROWSER,
    "N",
    "cvss-reason-av-browser",
    "The packet is sent by a victim's browser that opened an attacker's page, from anywhere.",
    "Das Paket sendet der Browser eines Opfers, der eine Seite des Angreifers geöffnet hat, von irgendwo her."
);

const fn clear(suggested: Reasoned) -> AttackVector {
    AttackVector { suggested, alternative: None }
}

/// The attack vector that follows from questions 1 to 5.
pub fn attack_vector(access: Access, sender: Sender) -> Advice {
    let both = |reasoned, wording| Advice { v3_1: clear(reasoned), v4_0: clear(reasoned), wording };
    match (access, sender) {
        (Access::Physical, _) => both(PHYSICAL, Wording::AtTheDevice),
        (Access::Local, _) => both(LOCAL, Wording::AtTheDevice),
        (Access::Network(Carrier::LinkLayer), _) => both(LINK_LAYER, Wording::LocalNetwork),
        (Access::Network(Carrier::Internet(_)), Sender::VictimBrowser) => {
            both(BROWSER, Wording::ThroughVictim)
        }
        (Access::Network(Carrier::Internet(Reach::OtherNetworks)), _) => {
            both(OTHER_NETWORKS, Wording::Remote)
        }
        (Access::Network(Carrier::Internet(Reach::SameSubnet)), _) => {
            both(SAME_SUBNET, Wording::LocalNetwork)
        }
        (Access::Network(Carrier::Internet(Reach::RoutedLan)), _) => Advice {
            v3_1: AttackVector { suggested: INTRANET_3_1, alternative: Some(LAN_ONLY) },
            v4_0: AttackVector { suggested: LAN_ONLY, alternative: Some(ROUTED_4_0) },
            wording: Wording::LocalNetwork,
        },
    }
}

/// The vector the answers suggest, for one version.
///
/// # Errors
/// None in practice; the type is that of [`Vector::from_metrics`].
pub fn vector(version: Version, answers: &Answers) -> Result<Vector, VectorError> {
    let advice = attack_vector(answers.access, answers.sender);
    match version {
        Version::V3_0 | Version::V3_1 => {
            Vector::from_metrics(version, metrics_3(answers, advice.v3_1.suggested.value))
        }
        Version::V4_0 => Vector::from_metrics(version, metrics_4(answers, advice.v4_0.suggested.value)),
    }
}

fn metrics_3(answers: &Answers, attack_vector: &'static str) -> Vec<(&'static str, &'static str)> {
    let spreads = answers.beyond != Impact::NONE;
    let worst = |own: Loss, beyond: Loss| loss(own.max(beyond));
    vec![
        ("AV", attack_vector),
        ("AC", if answers.hurdle == Hurdle::None { "L" } else { "H" }),
        ("PR", privileges(answers.privileges)),
        ("UI", if interaction(answers) == "N" { "N" } else { "R" }),
        ("S", if spreads { "C" } else { "U" }),
        ("C", worst(answers.device.confidentiality, answers.beyond.confidentiality)),
        ("I", worst(answers.device.integrity, answers.beyond.integrity)),
        ("A", worst(answers.device.availability, answers.beyond.availability)),
    ]
}

fn metrics_4(answers: &Answers, attack_vector: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("AV", attack_vector),
        ("AC", if answers.hurdle == Hurdle::Protection { "H" } else { "L" }),
        ("AT", if answers.hurdle == Hurdle::Circumstances { "P" } else { "N" }),
        ("PR", privileges(answers.privileges)),
        ("UI", interaction(answers)),
        ("VC", loss(answers.device.confidentiality)),
        ("VI", loss(answers.device.integrity)),
        ("VA", loss(answers.device.availability)),
        ("SC", loss(answers.beyond.confidentiality)),
        ("SI", loss(answers.beyond.integrity)),
        ("SA", loss(answers.beyond.availability)),
    ]
}

impl Impact {
    /// Nothing is lost.
    pub const NONE: Impact =
        Impact { confidentiality: Loss::None, integrity: Loss::None, availability: Loss::None };
}

fn loss(loss: Loss) -> &'static str {
    match loss {
        Loss::None => "N",
        Loss::Some => "L",
        Loss::Total => "H",
    }
}

fn privileges(privileges: Privileges) -> &'static str {
    match privileges {
        Privileges::None => "N",
        Privileges::User => "L",
        Privileges::Administrator => "H",
    }
}

/// The letter of 4.0; a victim's browser needs at least a victim who opens a page.
fn interaction(answers: &Answers) -> &'static str {
    match (answers.interaction, answers.sender) {
        (Interaction::Active, _) => "A",
        (Interaction::Passive, _) | (Interaction::None, Sender::VictimBrowser) => "P",
        (Interaction::None, Sender::Attacker) => "N",
    }
}
