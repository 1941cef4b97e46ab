//! The questions as data, so that the form, the API and the command line ask the same, and the way back from
//! a filled form to [`Answers`].

use super::{Access, Answers, Carrier, Hurdle, Impact, Interaction, Loss, Privileges, Reach, Sender};
use crate::cvss::Words;

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Name of the form field.
    pub name: &'static str,
    /// The question.
    pub text: Words,
    /// The answers to choose from.
    pub options: &'static [Choice],
    /// The question and answer on which this one is asked at all.
    pub asked_if: Option<(&'static str, &'static str)>,
}

/// One answer to choose.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Value of the form field.
    pub value: &'static str,
    /// The answer in words.
    pub text: Words,
}

/// A question without an answer, or with one that is not among the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the question {question:?} has no answer, or one that is not offered")]
pub struct AnswerError {
    /// Name of the form field.
    pub question: &'static str,
}

const fn choice(value: &'static str, english: &'static str, german: &'static str) -> Choice {
    Choice { value, text: Words { english, german } }
}

const fn question(
    name: &'static str,
    asked_if: Option<(&'static str, &'static str)>,
    text: (&'static str, &'static str),
    options: &'static [Choice],
) -> Question {
    Question { name, text: Words { english: text.0, german: text.1 }, options, asked_if }
}

const LOSSES: &[Choice] = &[
    choice("total", "Everything, or what matters most", "Alles oder das Entscheidende"),
    choice("some", "Some, without control over what", "Einiges, ohne Einfluss darauf, was"),
    choice("none", "Nothing", "Nichts"),
];

/// Every question, in the order to ask them. Each carries the condition under which it is asked.
pub static QUESTIONS: &[Question] = &[
    question(
        "access",
        None,
        ("How does the attack get to the device?", "Wie kommt der Angriff zum Gerät?"),
        &[
            choice(
                "network",
                "Through a network or radio interface",
                "Über eine Netz- oder Funkschnittstelle",
            ),
            choice(
                "local",
                "From a console or shell on the device, or by a file somebody opens there",
                "Über eine Konsole oder Anmeldung am Gerät oder eine Datei, die dort jemand öffnet",
            ),
            choice(
                "physical",
                "By opening the case, using a port or holding a button",
                "Durch Öffnen des Gehäuses, einen Anschluss oder eine Taste",
            ),
        ],
    ),
    question(
        "carrier",
        Some(("access", "network")),
        ("What carries the attack?", "Was trägt den Angriff?"),
        &[
            choice("ip", "Ordinary IP packets (HTTP, TCP, UDP)", "Gewöhnliche IP-Pakete (HTTP, TCP, UDP)"),
            choice(
                "link-layer",
                "Wi-Fi, Bluetooth or Zigbee frames, pairing, ARP or link-local multicast",
                "WLAN-, Bluetooth- oder Zigbee-Rahmen, Kopplung, ARP oder Link-lokaler Multicast",
            ),
        ],
    ),
    question(
        "reach",
        Some(("carrier", "ip")),
        (
            "From where can such a packet reach the service, in any setting the maker supports?",
            "Von wo erreicht ein solches Paket den Dienst, in irgendeiner unterstützten Einstellung?",
        ),
        &[
            choice(
                "other-networks",
                "From other networks, if only with remote management, port forwarding, UPnP, guest network, VPN, cloud or IPv6",
                "Aus anderen Netzen, und sei es nur mit Fernverwaltung, Portweiterleitung, UPnP, Gastnetz, VPN, Cloud oder IPv6",
            ),
            choice(
                "routed-lan",
                "Only from the LAN side, but across routers of the same organisation",
                "Nur von der LAN-Seite, aber über Router derselben Organisation hinweg",
            ),
            choice("same-subnet", "Only from the same subnet", "Nur aus demselben Teilnetz"),
        ],
    ),
    question(
        "sender",
        Some(("carrier", "ip")),
        ("Who sends the packet?", "Wer sendet das Paket?"),
        &[
            choice("attacker", "The attacker", "Der Angreifer"),
            choice(
                "victim-browser",
                "A victim's browser that opened the attacker's page",
                "Der Browser eines Opfers, der die Seite des Angreifers geöffnet hat",
            ),
        ],
    ),
    question(
        "hurdle",
        None,
        ("What stands in the attacker's way?", "Was steht dem Angreifer im Weg?"),
        &[
            choice("none", "Nothing; it works every time", "Nichts; es gelingt jedes Mal"),
            choice(
                "circumstances",
                "Circumstances out of reach: a race, a place in the traffic",
                "Umstände außerhalb der Reichweite: ein Wettlauf, ein Platz im Datenverkehr",
            ),
            choice(
                "protection",
                "A protection to get round: randomised addresses, a secret to learn",
                "Ein Schutz, der zu umgehen ist: zufällige Adressen, ein unbekanntes Geheimnis",
            ),
        ],
    ),
    question(
        "privileges",
        None,
        ("Which account does the attacker need?", "Welches Konto braucht der Angreifer?"),
        &[
            choice("none", "None", "Keines"),
            choice("user", "An ordinary account", "Ein gewöhnliches Konto"),
            choice("administrator", "The administrator's account", "Das Konto des Verwalters"),
        ],
    ),
    question(
        "interaction",
        None,
        ("What does a victim have to do?", "Was muss ein Opfer tun?"),
        &[
            choice("none", "Nothing", "Nichts"),
            choice(
                "passive",
                "Something ordinary, such as opening a page",
                "Etwas Alltägliches, etwa eine Seite öffnen",
            ),
            choice(
                "active",
                "Something deliberate, such as confirming a warning",
                "Etwas Bewusstes, etwa eine Warnung bestätigen",
            ),
        ],
    ),
    question(
        "confidentiality",
        None,
        ("What can be read on the device?", "Was lässt sich auf dem Gerät lesen?"),
        LOSSES,
    ),
    question(
        "integrity",
        None,
        ("What can be changed on the device?", "Was lässt sich auf dem Gerät ändern?"),
        LOSSES,
    ),
    question(
        "availability",
        None,
        ("What of the device can be stopped?", "Was lässt sich am Gerät lahmlegen?"),
        LOSSES,
    ),
    question(
        "beyond-confidentiality",
        None,
        (
            "What can be read on other systems through it?",
            "Was lässt sich darüber auf anderen Systemen lesen?",
        ),
        LOSSES,
    ),
    question(
        "beyond-integrity",
        None,
        (
            "What can be changed on other systems through it?",
            "Was lässt sich darüber auf anderen Systemen ändern?",
        ),
        LOSSES,
    ),
    question(
        "beyond-availability",
        None,
        (
            "What of other systems can be stopped through it?",
            "Was lässt sich darüber an anderen Systemen lahmlegen?",
        ),
        LOSSES,
    ),
];

/// Reads the answers from a form: `field` gives the value of a field by the name of its question.
///
/// # Errors
/// The first question that applies and has no offered answer.
pub fn answers<'f>(field: impl Fn(&str) -> Option<&'f str>) -> Result<Answers, AnswerError> {
    let (access, sender) = access(&field)?;
    Ok(Answers {
        access,
        sender,
        hurdle: match field("hurdle") {
            Some("none") => Hurdle::None,
            Some("circumstances") => Hurdle::Circumstances,
            Some("protection") => Hurdle::Protection,
            _ => return Err(AnswerError { question: "hurdle" }),
        },
        privileges: match field("privileges") {
            Some("none") => Privileges::None,
            Some("user") => Privileges::User,
            Some("administrator") => Privileges::Administrator,
            _ => return Err(AnswerError { question: "privileges" }),
        },
        interaction: match field("interaction") {
            Some("none") => Interaction::None,
            Some("passive") => Interaction::Passive,
            Some("active") => Interaction::Active,
            _ => return Err(AnswerError { question: "interaction" }),
        },
        device: impact(&field, ["confidentiality", "integrity", "availability"])?,
        beyond: impact(&field, ["beyond-confidentiality", "beyond-integrity", "beyond-availability"])?,
    })
}

/// Questions 1 to 5; what does not apply is not read.
fn access<'f>(field: &impl Fn(&str) -> Option<&'f str>) -> Result<(Access, Sender), AnswerError> {
    match field("access") {
        Some("local") => return Ok((Access::Local, Sender::Attacker)),
        Some("physical") => return Ok((Access::Physical, Sender::Attacker)),
        Some("network") => {}
        _ => return Err(AnswerError { question: "access" }),
    }
    match field("carrier") {
        Some("link-layer") => return Ok((Access::Network(Carrier::LinkLayer), Sender::Attacker)),
        Some("ip") => {}
        _ => return Err(AnswerError { question: "carrier" }),
    }
    let reach = match field("reach") {
        Some("other-networks") => Reach::OtherNetworks,
        Some("routed-lan") => Reach::RoutedLan,
        Some("same-subnet") => Reach::SameSubnet,
        _ => return Err(AnswerError { question: "reach" }),
    };
    let sender = match field("sender") {
        Some("attacker") => Sender::Attacker,
        Some("victim-browser") => Sender::VictimBrowser,
        _ => return Err(AnswerError { question: "sender" }),
    };
    Ok((Access::Network(Carrier::Internet(reach)), sender))
}

fn impact<'f>(
    field: &impl Fn(&str) -> Option<&'f str>,
    names: [&'static str; 3],
) -> Result<Impact, AnswerError> {
    let loss = |question: &'static str| match field(question) {
        Some("total") => Ok(Loss::Total),
        Some("some") => Ok(Loss::Some),
        Some("none") => Ok(Loss::None),
        _ => Err(AnswerError { question }),
    };
    let [confidentiality, integrity, availability] = names;
    Ok(Impact {
        confidentiality: loss(confidentiality)?,
        integrity: loss(integrity)?,
        availability: loss(availability)?,
    })
}
