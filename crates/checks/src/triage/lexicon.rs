//! What words in a message point at, in seven languages. General language of the trade, no one's sentences.
//!
//! Patterns are written folded (see [`super::words::Lexicon`]); Chinese is written as it is.

use std::sync::LazyLock;

use super::words::Lexicon;

/// What a phrase points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Cue {
    /// The way something breaks: overflow, injection, bypass.
    Flaw,
    /// What an attacker gains or needs not have: root, no login, crash.
    Effect,
    /// Something was done and seen: tested, log attached, output below.
    Evidence,
    /// A kind of device or its software.
    Device,
    /// Something that only exists inside a device or on its local network.
    Inside,
    /// Web sites, shops, mail domains.
    Web,
    /// Clouds, accounts and servers behind apps.
    Cloud,
    /// Services of other companies.
    Partner,
    /// The words say that another company is concerned.
    ElsewhereSaid,
    /// Fraud in the maker's name.
    Phishing,
    /// People or premises are deceived.
    Social,
    /// A lost password.
    LostPassword,
    /// Help with use.
    Setup,
    /// Fear of being hacked.
    Hacked,
    /// Questions about security, certificates, support.
    SecurityQuestion,
    /// Orders, returns, invoices.
    Order,
    /// The sender asks for something.
    Ask,
    /// Output of scanners.
    Scanner,
    /// Names of scanners.
    ScannerName,
    /// Nothing was checked by hand.
    Unchecked,
    /// Checked by hand.
    ByHand,
    /// Advertising and fraud not about us.
    Spam,
    /// A demand without content.
    Demand,
    /// Empty phrases.
    Phrase,
    /// Techniques that home network devices do not have.
    Impossible,
    /// Said to be fine, not concerned, not the fault.
    Fine,
    /// The matter is said not to be of the kind just named.
    NotThat,
    /// Looks like, compared with.
    Compared,
    /// Not a real device.
    NoDevice,
    /// The flaw is said to be in the device or its code.
    DeviceSaid,
    /// Said to be on the server only.
    ServerSaid,
}

pub(crate) static CUES: LazyLock<Lexicon<Cue>> = LazyLock::new(|| Lexicon::new(TABLE));

const TABLE: &[(Cue, &str)] = &[
    (Cue::Flaw, FLAW),
    (Cue::Effect, EFFECT),
    (Cue::Evidence, EVIDENCE),
    (Cue::Device, DEVICE),
    (Cue::Inside, INSIDE),
    (Cue::Web, WEB),
    (Cue::Cloud, CLOUD),
    (Cue::Partner, PARTNER),
    (Cue::ElsewhereSaid, ELSEWHERE),
    (Cue::Phishing, PHISHING),
    (Cue::Social, SOCIAL),
    (Cue::LostPassword, LOST_PASSWORD),
    (Cue::Setup, SETUP),
    (Cue::Hacked, HACKED),
    (Cue::SecurityQuestion, SECURITY_QUESTION),
    (Cue::Order, ORDER),
    (Cue::Ask, ASK),
    (Cue::Scanner, SCANNER),
    (Cue::ScannerName, SCANNER_NAME),
    (Cue::Unchecked, UNCHECKED),
    (Cue::ByHand, BY_HAND),
    (Cue::Spam, SPAM),
    (Cue::Demand, DEMAND),
    (Cue::Phrase, PHRASE),
    (Cue::Impossible, IMPOSSIBLE),
    (Cue::Fine, FINE),
    (Cue::NotThat, NOT_THAT),
    (Cue::Compared, COMPARED),
    (Cue::NoDevice, NO_DEVICE),
    (Cue::DeviceSaid, DEVICE_SAID),
    (Cue::ServerSaid, SERVER_SAID),
];

const FLAW: &str = "
overflow*|overrun*|overwrit*; stack smash*; memory corruption; out of bounds; use after free; format string
inject*; xss|csrf|ssrf|xxe|idor|rce|lfi|sqli|bof; cross site; traversal; symlink*; symbolic link*
bypass*|circumvent*; backdoor*|hardcoded; hard coded|wired; hidden account; fixed password; second .. password
deserial*; race condition; privilege escalat*; escalat* .. privilege*; code|command|commands|shell execution
not|doesnt|dont|never|no|without|any|nowhere .. verif*|check*|validat*|sanit*|filter*|escap*|authenticat*|authoris*|authoriz*|quoted|quoting
unquoted|unfiltered|unchecked|unsanitized|unsanitised|unescaped|unencrypted|unauthenticated|unauthorized|unauthorised|unprotected|unbounded
accepts|accept any|every|all|anything|everything; accepts .. empty|wrong|old|forged|expired; no rate limit; no lock out; no lockout; no length; bound*; size check; limit
no|without|missing limit|bound|length|token|signature|csrf|auth|authentication|login|password|session|rate|authorization|authorisation|quotes|referer
needs|requires no; asks|ask for no; without .. limit|bound|length|authorization|authorisation|authentication|session|login|password|token|credentials|signature|confirmation
leak*|disclos*|expos*|reveal*; clear|plain text; cleartext|plaintext; in clear; readable by
can be read|downloaded|fetched|guessed|predicted|calculated|computed|forged|spoofed|replayed|reused|repeated|stolen|intercepted|sniffed|framed|changed|exchanged|exploited|flashed|crashed|crafted|called|set
is|are|was|gets|be executed|evaluated; executes|execute; runs whatever|any|the|my|as; ran my|as; runs .. command*; will run
reaches system|sh|shell; passed|handed|goes|given|ends|placed|put|concatenated|joined|spliced .. shell|system|popen|eval|exec|command|os|sh|sql
copied|written|writes|copies .. stack|buffer|array|frame|heap; strcpy|sprintf|memcpy|strcat|sscanf; evaluated by; os execute
predictable|guessable|sequential; follows|derived from; default|same|identical|static|shared|constant .. key|pin|credential*|certificate|salt|secret; default .. password|passwords .. calculat*|comput*|deriv*|same|identical|guess*
brute forc*|bruteforc*|forced; bruteforc*; redirect* .. any|other; forwards .. any; takeover; take over; clickjacking; open redirect; spoof*; replay*; rebinding; downgrade attack; man in the middle; mitm|arpspoof|mitmproxy
readable|downloadable|delivered|served|returned|answers|accessible|reachable|works .. without|before|unauthenticated; follows symbolic; world readable|writable; everyone|anyone|anybody may|can|could|gets
dll .. plant*|hijack*|load*|search; loads .. dll; weak .. signature|check|random|hash|key|entropy|cipher; memory of; heap
vulnerab*; exploit*; zero day; zeroday|0day; 0 day; zero click; security hole|flaw|bug|issue|defect; hole is|in
empty password; password .. in clear; token|code|link .. twice|reused|reuse; wildcard; leaves .. enabled|open; never|not expires|changes|changed|removed|rotated|started
shows|returns|contains|prints|sends|gives|transmits|delivers|stores|holds|keeps .. password|passwords|key|hash|hashes|credentials|secret|token|psk|configuration|memory|session|cookie
get|got|gain|gained|obtain|obtained|becomes|become|became|spawn* .. admin|administrator|root|shell|system; i am administrator|admin|root; we are administrator|admin|root; pc; control of; is ours; pc control; under control; take* control
boot loop; crash*|segfault|sigsegv; denial of service; reboots|restarts .. with|when|every|by; works from any|guest|guests; guest* .. can|could|reach*|call|see
private key .. same|identical|extracted|every|all; same|identical in every|all; can|could .. without knowing; any web page|site .. can|could; a web page can; imitate|steal|hijack .. session
inyecci*; desbord*; vulnerabil*; ejecuta*|ejecucion; omitir|evadir|saltar* .. autenticacion|contrasena|login; sin .. contrasena|autenticacion|autenticar|comprob*|verific*|filtr*|iniciar|login|sesion|validar|control; fallo de seguridad; agujero
debordement*|depassement*; contourn*; executer|executent|executee|executees|executes; sans .. authentif*|mot|verif*|controle*|connexion|filtr*|identif*|session; faille*|vulnerabilite*; fuite
pufferuberlauf*|uberlauf*; einschleus*|injektion*; ausfuhr*|ausgefuhrt; umgeh*|umgangen; ohne .. anmeld*|passwort|kennwort|prufung|login|authentif*|begrenzung|uberprufung; sicherheitslucke*|schwachstelle*|lucke; ungepruft; befehl*; kommando*; sturzt .. ab
iniezion*; esegu*|esecuzione; traboccamento; senza .. password|autenticaz*|controll*|login|filtr*|limit*|verific*; aggirar*|bypassar*; falla|vulnerabilita*
injecao|injecoes; estouro; sem .. senha|autentic*|verific*|login|filtr*|valid*|limite*|autoriz*|controle; burlar; falha|vulnerabilidade*; vazamento
漏洞; 溢出; 注入; 绕过; 越权; 未授权; 无需登录; 未经授权; 无需认证; 无需密码; 不需要密码; 没有检查; 没有过滤; 没有验证; 未验证; 未过滤; 执行任意; 任意命令; 命令执行; 远程执行; 后门; 硬编码; 泄露; 明文; 被拼接
acepta|aceita|accetta cualquier*|qualquer|qualsiasi; accepte n importe; akzeptiert .. jede*|alle*|beliebig*
permite|permet|permette|erlaubt .. ver|voir|acceder|accedere|acesso|zugriff|leer|lire|ejecutar
zeigt|muestra|montre|mostra|liefert|devuelve|renvoie|restituisce .. passwor*|kennwort|schlussel|contrasena|clave|mot|cle|senha|chave|chiave|hash
";

const EFFECT: &str = "
root|uid 0; shell; telnet*; crash*; segfault|sigsegv; reboot*; registers; full control; admin rights; as administrator
without login|password|session|authentication|auth|credentials|token; no login|password|auth|authentication|session
pre auth; preauth; unauthenticated; remote code
sin contrasena; sans mot de passe; ohne passwort|kennwort|anmeldung; senza password; sem senha; 无需登录; 管理员密码
";

const EVIDENCE: &str = "
attach*|enclosed|appended; see below; log below; output below; below; pcap|capture|captures|tcpdump|wireshark|btsnoop; screenshot*|video|photos|photo
poc; proof of concept; proof; tested; tried; verified; confirmed; reproduced; measured; observed; demonstrated; recorded; extracted; emulat*; i found that; i noticed; i could; i was able; i got; i read; i put; i sent
times out of; of ten; out of five; every time; always; steps; script; curl; gdb*; asan; core dump; core file; core; backtrace; decompil*|disassembl*; ghidra|ida|binwalk|qemu; trace; hex dump; dump
request .. response; one get; post request; firmware image; serial console; qemu; scapy; snmpset; snmpwalk; walk output; nmap shows; sniff*
probe|prueba|adjunt*|comprobe|capture|captura; joint*; ci joint; testee; teste; essaye; reproduit; beiliegend*; anbei; anhang; angehangt; getestet; nachgestellt; mitschnitt; liegt bei; beigefugt; allegat*; testato; provato; ho ottenuto; anexo; testei; testado; em anexo; 附件; 附上; 测试; 复现; 抓包; 验证
";

const DEVICE: &str = "
router*|gateway|modem; extender*|repeater*|repetidor*|repeteur*|ripetitore; node|nodes|mesh|noeud; switch|switches; plug|plugs|enchufe|prise|steckdose|presa|tomada
dongle*; adapter; adaptador; adaptateur; usb stick; access point*; punto de acceso; camera|cameras|camara|kamera; bridge|hub; bulb; lamp; dimmer; cooker; coffee maker; heater; humidifier; motion sensor; sensor
firmware*|image|images|bootloader; driver*; installer; setup program; device|devices|unit|units|dispositivo|appareil|gerat|gerate|apparato|aparelho; roteador; enrutador; routeur; 路由器; 固件; 设备; 摄像头; 扩展器; 插座
";

const INSIDE: &str = "
cgi; cgi bin; goform; jnap; hnap1; hnap; upnp|soap|igd|ssdp|mdns; httpd|lighttpd|webs|mini_httpd|minidlna|dnsmasq|busybox|smbd|miniupnpd; nvram; flash memory; uart; jtag; serial console; squashfs
lan; wlan; guest network; guest ssid; guest wifi; guest net; gastnetz*; gastzugang; invites; invitados; convidados; ospiti; 访客网络; wps|wpa|wpa2|wpa3|ssid|beacon|zigbee|bluetooth|ble|wep
telnet; telnetd; ssh; snmp*; tr 069; tr069; cwmp; dhcp; ddns; pppoe; l2tp; pptp; openvpn; ftp; samba; smb; dmz; ntp; admin page; login page; web interface; web ui; management page; admin interface; interfaz; weboberflache; oberflache
192 168; 10 0 0; usb port; usb stick; usb share; mac address; wan mac; lan mac; factory reset; reset button; local network; red local; lokale*; reseau local; rede local; rete locale; 局域网; guests; myrouter local
ra|epc|pc|stack; daemon; handler; parameter|parametro|parametre; binary; config file; config json; lua; os execute; heap; libc
";

const WEB: &str = "
website; web site; websites; homepage; web page of your company; webseite; sitio web; site web; sito web; sito; 官网; 网站
subdomain*; dns record; bucket; newsletter*; forum; careers; shop; store; online shop; web shop; checkout; cart; warenkorb; carrito; panier; carrello; carrinho; spf|dmarc|dkim; robots txt; landing page; promo; blog; support page*; help page; contact form; image server; product page; press page; download page
wordpress|drupal|magento|shopify|cdn; search of your; search page; search box; sign up form; web server of your company; corporate site; bestellung
";

const CLOUD: &str = "
cloud*; api server; mqtt broker; backend server; back end; oauth|redirect_uri; portal; account service; account page; push service; push notification*; remote api; rest call; api call; server of yours; your server*; your api; your backend; your portal; 云; 云端|云服务; nube; nuage; nuvem
another household; other household; other households; of other users; other customers; other accounts; accounts of others; of strangers; app backend; behind .. app; password reset token; sign in of; account takeover
";

const PARTNER: &str = "
ifttt|applet*; alexa|echo; google home; google assistant; homekit; siri; partner*; reseller*|seller|retailer|distributor|dealer; amazon|ebay|aliexpress|marketplace|listing
chat widget; widget; survey; survey tool; speed test; parental control provider; zendesk; salesforce; mailchimp; helpdesk software; ticket system; third party service; third party company; payment provider; paypal; stripe; klarna; analytics; recruiting tool; shipping company; courier
smartthings account; developer console; vendor of your; contractor
";

const ELSEWHERE: &str = "
other; another; different company; vendor; firm; provider; not yours; not your; on their side; their own; its own portal; own portal; from another company; run by; operated by; third part*; external vendor; provider; service; from a vendor; hosted by; linked from your
developer*; only; just appears; links; link; seller problem; you use for; that you use
";

const PHISHING: &str = "
phish*|smish*|vish*; scam*|fraud*|betrug*|estafa*|arnaque*|truffa*|golpe|诈骗|钓鱼; fake; faked; bogus; falso; falsa; faux; fausse; gefalscht*; falsch* seite; finto; finta; pretend* .. be|from|your; pretending; claims to be you; from; in your name; impersonat* .. brand|you|your
typo; typosquat*; lookalike; look alike; asks|ask|asking|asked|pide|demande|fragt|chiede|pede .. card|credit|kreditkarte|tarjeta|carte|carta|cartao|bank|teamviewer|anydesk; asks|asking|asked .. remote access|google password|payment; asks|asking|asked .. password|code|details; gift card; credit card
call this number; suspicious mail; email; sms; link; message; sms|whatsapp; takes people; asks people; copies your design; copy your design; using your logo; with your logo; your logo; advertisement network; adware; malvertis*; malware|trojan*; se hace pasar; hacerse pasar; se fait passer; gibt sich aus; si spaccia; se passa por; fingindo; 冒充; 假冒; tech support scam; take it down; take down; domain .. registered; help desk 24h
";

const SOCIAL: &str = "
hotline; call center; call centre; callcenter; support line; phone support; support agent*; agent; agents; help desk; service desk; store hotline; staff|employee*|mitarbeiter*|empleado*|employe*|receptionist
tailgat*; lobby; premises; your office; your building; office building; badge; reception; server room; data center; dumpster; warehouse; guard; back door is; held open; social engineer*; soziale manipulation; ingenieria social; ingegneria sociale; ingenierie sociale; engenharia social
i phoned; i called; called your; phoned your; i rang; on the phone; by phone; telephone; pretext*; saying that i am; claim to be; said i was; only said a name; warranty fraud; replacement unit under warranty; physical visit; usb sticks in
";

const LOST_PASSWORD: &str = "
forgot*|forget|forgotten|lost|need|recover|reset|retrieve|restore|unreadable .. password|passwords|passwort|key|pin|credentials|passphrase|login; dont|cant|cannot|not know|remember|find|read .. password|key|pin|login|code; tell|give|send|show|where .. password|passphrase|wifi key|default login; where .. find|see .. password|key|pin; password|passphrase .. unreadable|unknown; sticker .. unreadable
password|key .. forgot*|lost|recover; password .. doesnt|not work|accepted; password .. how .. back; admin admin .. not|doesnt|stopped work*; need|what|where ... default wifi|admin|router password|key; recovery key trick|trick
olvide|olvido|perdi|recuperar|restablecer .. contrasena|clave|password; oublie|perdu|reinitialiser|retrouver .. mot|cle|passe; vergess*|verloren|verlegt; passwort|kennwort .. vergess*|zurucksetz*; dimenticat*|perso|recuperare .. password|chiave; esqueci|perdi|recuperar .. senha|password
忘记; 密码忘; 找回密码; 重置密码; bypass .. admin login; locked out; cannot|cant log|login|sign|get in|into; seller did not reset; get .. back in
";

const SETUP: &str = "
how do|can|should|could i|we|one|you .. set|setup|configure|connect|install|enable|disable|switch|turn|update|put|limit|block|change|add|use|open|make|get|remove; how to; which channel; blink*; led blinks|stays|is|orange|red|rot; led resta; orange light; red light; slow; speed test; mbit; lag; disconnect*; drops; keeps dropping; does not find; cannot find; not find; doesnt find; wont connect; does not connect; cannot connect; cant connect; no internet; not working; stopped working; does not work; doesnt work; not work
port forward*; bridge mode; please|need|where|send .. driver|manual|firmware|software for; set up; setting up; install my own; leaflet|manual|instructions; compatible|support* wifi; double nat; bufferbloat; ip conflict; guest network .. how; printer
como|puedo .. configur*|conect*|instal*|activ*|desactiv*; no funciona; no conecta; no me conecto; comment|puis .. configur*|connect*|install*|activ*|desactiv*|faire|branch*; ne fonctionne; marche; connecte pas; wie .. richte|einricht*|verbind*|installier*|aktivier*|konfigur*|schalte|stelle; einrichtung|einrichten; funktioniert nicht; geht nicht; verbindet nicht; anleitung; come|posso .. configur*|colleg*|install*|attiv*|disattiv*; non funziona; si collega; si connette; como|posso .. configurar|conectar|instalar|ligar|ativar; nao funciona|conecta|liga; 怎么设置; 怎么办; 如何; 怎么; 连不上; 不能上网; 无法连接; 一直闪; 指示灯; 怎样
switch off 2|5; firmware .. where|download; reset .. nothing|button
";

const HACKED: &str = "
hacked|intruder|hijacked; hackers; a|the hacker; hacker in; someone|somebody|stranger|neighbour|neighbor is|in|on|uses|using|plays|watches .. my; is my .. hacked|compromised|infected; am i hacked; router compromised; got hacked; was hacked; being hacked; unknown device*; strange device*; spying on; watched; mouse moves; virus; switched on alone; turns on alone; by itself
gehackt|hackeado|hackearon|pirate|piratage|hackerato|hackeada|invadido; me hackearon; 被黑; 黑客; 入侵; fremdes gerat; unbekanntes gerat; dispositivo desconocido; desconhecido; sconosciuto; appareil inconnu; intruso; every night .. connects; heartbeat; phones home; i want an explanation; my ip; popup told; pop up told
";

const SECURITY_QUESTION: &str = "
is|are|does|do|will|can .. affected|vulnerable|safe|secure|support|supported; which firmware|version fixes|solves|has; which key|pgp .. use; encrypt a mail|message; how fast; is it safe|secure; end of support; end of life date; eol date; support date; letter|certificate|statement|certif* .. confirm*|compliance|auditor|insurance|customer; who can sign; auditor|audit .. requires|calls; which ports; need .. firewall|antivirus|update; should i buy|replace|worry|disable|be; is|was|are|could this|that|it|these .. reason|normal|ok|problem|secure|intended|dangerous|expected|safe|cause; still get|receive updates; when .. patch|update|fix; security update* until; nothing to report
es seguro|segura; esta afectad*; ist .. sicher|betroffen; gibt es .. update|patch; est il|elle|ce .. sur|affect*|vulnerable; e sicuro|sicura; e seguro; 是否受影响; 安全吗; 是否安全; 会不会
";

const ORDER: &str = "
order|orders|invoice|receipt|refund*|parcel|return|returns|exchange|delivery|shipment|shipping|tracking; warranty|rma|guarantee; bought .. return|back|money; bestellung|rechnung|ruckgabe|garantie|gewahrleistung|lieferung|umtausch; pedido|factura|devolucion|devolver|garantia|reembolso|envio; commande|facture|remboursement|retourner|livraison; ordine|fattura|reso|garanzia|rimborso|spedizione; encomenda|fatura|devolucao|reembolso|entrega; 订单; 发票; 退货; 保修; 退款; 快递; would like to return; send it in; broken|died|defective .. replace*|warranty
";

const ASK: &str = "
how|where|when|why|what|which|who|whom do|can|to|should|could|must|is|are|does|will|shall|kind; can|could|would you|i|we|someone|anyone|somebody; please help|tell|send|advise|block|remove|explain|investigate|assist|check; help me|please; help; i want|need|require|like to|an|a|the; need the|a|your|help; is|are|am|does|do|should|must|will it|this|that|there|i|we|the|my|you; any idea|help|advice; i forgot; should|must|may i|we; want an explanation; let me know how|if|whether
puede|pueden|podria|podrian|puedo|ayuda*|necesito|quiero|quisiera; que hago; pouvez|comment|aide*|aidez|besoin|voudrais|puis; que faire; est ce que; konnen|konnten sie; wie|wo|warum|wann|welche*|wer; was tun|soll|kann|muss; hilfe|brauche|mochte; bitte um|helfen; potete|potreste|come|aiuto|vorrei|dove; cosa devo; ho bisogno; podem|pode|poderia|ajuda*|preciso|posso|gostaria|onde|como; o que devo; 请问; 怎么; 如何; 吗; 帮; 求助; 哪里
";

const SCANNER_NAME: &str = "
nikto; nessus; nmap; openvas; greenbone; acunetix; burp; zap; owasp zap; qualys; nuclei; wpscan; shodan; censys; ssllabs; ssl labs; testssl; netsparker; invicti; rapid7; nexpose; metasploit; masscan; zoomeye; fofa; sqlmap; dirb; dirbuster; gobuster; detectify; intruder io; tenable; snyk; mobsf; virustotal; securityheaders; observatory; sslyze; wapiti; arachni; lynis; trivy
scanner; scan report; scan result*; automatic scan; automated scan; automated report; free scan; scan; our platform found; our platform; generated automatically; automatically generated; tool output; informe automatico; rapport automatique; automatischer bericht; 扫描
";

const SCANNER: &str = "
samesite; httponly; secure flag; missing .. header*|headers; header* .. missing|set|absent; x frame options; x powered by; x content type options; x xss protection; content security policy; strict transport security; hsts; referrer policy; etag*|inode*; autocomplete .. enabled|on|password; allowed http methods; http methods; options method; trace method; server banner; banner; banner disclosure; version disclosure; server header
tls 1 0; tls1 0; tls 1 1; sslv3; ssl grade; grade t; grade f; grade b; weak cipher*; cipher suite*; sweet32; beast; poodle; lucky13; self signed; certificate expired; untrusted; tcp timestamps; icmp timestamp; weak mac algorithms; ssh weak; open port*; port|ports .. open; possible sensitive director*; directory listing possible; severity low; info; informational; items reported; confidence tentative; low; firm; cve list; many cves; list of cves; known cves; based on banner; potential; directory .. found; fingerprint*; cookie without; cookies without; content type incorrectly; maps_api_key|aiza; password field .. autocomplete; outdated .. version|jquery|library|component; version has many; default page; total|results .. found|issues; devices .. port|exposed|online; cvss .. automatic; automatic severity
";

const UNCHECKED: &str = "
no further checks; not verified; unverified; not tested; could not verify; not confirmed; did not check; not been verified; potential; potentially vulnerable; based on banner; based on version; possibly; please|could|can .. confirm; confirm by testing; you confirm; evidence n; none; fix all; fix asap; please pay; send t shirt; swag; this version has many; must be considered; should be considered; generated automatically; automatic severity
";

const BY_HAND: &str = "
by hand; manually; manual; i checked; checked by me; i verified; verified it; confirmed it; is real; really; did not find that; not find that; the finding is mine; i ran .. as well
";

const SPAM: &str = "
webinar|seo|backlink*|followers|catalogue|catalog|discount; guest post*; link building; bulk mail; mail list*; price list; best price; offer you; we offer|sell|provide|manufacture; our services; free demo|trial|quote; demo for; manufacture*|supplier|wholesale|shenzhen|factory .. price; lottery; grant; inheritance; congratulations; winner; you have won; you were selected; you have been selected; million usd; bank data; bank account; wire transfer; casino; viagra; loan; crypto investment; bitcoin investment; forex; pay invoice; pay the|our|this invoice; domain .. expires|expire; subscription .. expires; unsubscribe; register now; join our; book a meeting; schedule a call; partnership; sponsor*; investor*; dear sir .. offer*|services|catalogue; telegram; verified leads; leads; renew .. with; increase your traffic; grow your; outsourc*; ganaste|premio|loteria|herencia; gewonnen|gewinnspiel|gluckwunsch; felicitations .. gagne|selectionne|gagnant; hai vinto; voce ganhou; 恭喜; 中奖; 代开发票; 优惠; recruitment agency; job offer
";

const DEMAND: &str = "
bounty; reward; reward program; bug bounty; pay|payment|btc|bitcoin|usd|monero|money; details .. after|payment|pay|first; after payment; give; send details; tell bounty; amount; amount first; trust me; believe me; final warning; last warning; will publish; go public; ethical hacker; i have many; critical; i found bug; bug; full control over all; all your; of your; recompensa|recompense|belohnung|ricompensa; 赏金; 奖金; 付款
";

const PHRASE: &str = "
comprehensive; extensive research; holistic; robust; sophisticated; cutting edge; state of the art; advanced heuristic*; neural; quantum; blockchain; ecosystem; framework; paradigm; best practices; industry standard*; industry best; confidentiality integrity; confidentiality; could potentially; potentially allow*; potentially lead*; may potentially; potential to; it is important to note; it should be noted; it is crucial; it is recommended; strongly advised; strongly recommend*; recommended; leverage*|leveraging; unspecified; certain conditions; various; several components; threat actor*; malicious actor*; malicious payload; data exfiltration; lateral movement; executive summary; business impact; reputational; catastrophic; fails to properly; does not properly; properly sanitize; properly validate; sanitise user supplied; user supplied; input validation; implement .. validation; zero trust; defense in depth; attack surface; with 97 confidence; confidence; assistants; assistant .. agree*|says|said|told; chatgpt|gemini|copilot|claude|deepseek; language model; ai .. found|says|told|agree*; intentionally left blank; cannot be disclosed; details cannot; see section; security audit; updating all dependencies; update all dependencies; severe flaw; a severe; critical flaw; was identified; has been identified; security issue identified; deprecated algorithm; es importante senalar; mejores practicas; bonnes pratiques; bewahrte verfahren; migliori pratiche; melhores praticas; 最佳实践
";

const IMPOSSIBLE: &str = "
mysql; postgres*; mongodb; oracle database; sql server; mariadb; redis; elasticsearch; android; windows registry; windows kernel; active directory; kerberos; macos; ios kernel; kubernetes; docker container; aws lambda; serverless; arm64 android; x86 server; aes 64; aes 32; sha 64; rsa 16; des 512; quantum*|neural; php session; php ini; wordpress plugin; asp net; java deserial*; log4j; log4shell; spring boot; struts; tomcat; nodejs express; node js; django; ruby on rails; jsp; graphql; heartbleed; smart contract*; bootstrap loader of the cloud; hypervisor; gpu; blockchain; section .. blank; details cannot be disclosed; unspecified .. unspecified|attacker; intel sgx; secure enclave; cvss 11; cvss 12
";

const FINE: &str = "
is|are|was|it|looks|seems|itself fine|ok|okay|harmless|perfect|good|innocent|correct|clean|unchanged|unaffected; is|are|was not affected|concerned|vulnerable|involved; not to blame; fine
not your|our fault|problem; no fault of yours; no bug in your; not a bug in your; settings|configuration unchanged; asks for nothing; does|did not leak|touch|concern; doesnt leak|touch|concern; ignore that|the|this|them; only shows a link; is third party; you are fine
esta bien; es inocente; no tiene culpa; ist|sind in ordnung; ist|sind ok|sauber; nicht betroffen|schuld; est bon; n est pas en cause; va bene; non c entra; esta ok; nao tem culpa; 没有问题; 没问题; 不受影响
";

const NOT_THAT: &str = "
not|no|isnt a|an|about phishing|scam|spam|support|setup|configuration|warranty|social; no support question|matter|request; is not phishing; not a|an|about phishing|support|setup|user|spam mail|matter|question|error|problem|case|request
";

const COMPARED: &str = "
compared; compare; style; like; lookalike; compatible with; works like; same as; same name as; unlike; similar to; pretends; used to be; formerly; share code; shares code; shared code; sorry if wrong vendor; wrong vendor; wrong address; please forward; forward it; tested only on; only tested on; only have; some people say; label says; instead of
";

const NO_DEVICE: &str = "
demo; emulation; emulator in; simulator; no real router; no real device; no router needed; not a device; only the demo; demo site
";

const DEVICE_SAID: &str = "
the|this router|device|plug|node|extender|firmware|switch|camera|dimmer|bridge however|itself|does|doesnt|accepts|checks|never|executes|stores|forwards|leaves; in your base firmware; base firmware; hole|flaw|bug|problem|fault|vulnerability|weakness is|lies|sits in .. firmware|device|router|code|plug|node|extender
the node is not; from the router|device|plug itself; from|on my router|plug|extender|node|switch; local address; local web server; on my lan; our skin does not; of the device|router|plug|extender|node; en el router|dispositivo; im router|gerat; dans le routeur; nel router|dispositivo; no roteador|dispositivo; 路由器本身
";

const SERVER_SAID: &str = "
server side; serverside; server side only; server answers; server returns; on the server; your server*; their server; no router needed; no device needed; cloud accepts; cloud returns; cloud answers; del servidor; lado del servidor; serverseitig; cote serveur; lato server; lado do servidor; 服务器端; api server; broker
";
