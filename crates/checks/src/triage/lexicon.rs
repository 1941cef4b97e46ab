//! What words in a message point at, in seven languages. General language of the trade, no one's sentences.
//!
//! Patterns are written folded (see [`super::words::Lexicon`]); Chinese is written as it is.

use std::sync::LazyLock;

use super::words::Lexicon;

mod further;

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
    /// Who could do it: an attacker, a guest, any page.
    Actor,
    /// What is done to a device or its secrets: read, replaced, run.
    Gain,
    /// What is worth protecting: keys, sessions, files, settings.
    Asset,
}

pub(crate) static CUES: LazyLock<Lexicon<Cue>> =
    LazyLock::new(|| Lexicon::new(&[TABLE, further::FURTHER].concat()));

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
    (Cue::Actor, ACTOR),
    (Cue::Gain, GAIN),
    (Cue::Asset, ASSET),
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
brute forc*|bruteforc*|forced; bruteforc*; guesses; guess* .. per second|minute|hour|day|weekend; never applies; wait .. applies; redirect* .. any|other; forwards .. any; takeover; take over; clickjacking; open redirect; spoof*; replay*; rebinding; downgrade attack; man in the middle; mitm|arpspoof|mitmproxy
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
writes|wrote|reads|copies|copied|runs|goes past|beyond|behind|outside .. end|buffer|array|bounds|frame|limit; smash*; off by one; integer overflow|underflow|wrap; double free; null pointer; dereferenc*; corrupts; stack|heap frame|block|area|array .. bytes; bytes .. stack|buffer|array|area|sprintf|strcpy
hangs|freezes|dies|drops off; stops responding|answering|working .. when|after|until; needs a power cycle; until somebody|someone|power; falls off; locks up; kernel panic; watchdog
read only .. may|can|could; promote*|elevat*; still logged in|valid|in|works|admin|administrator|accepted|authenticated; session|token|cookie .. survives|valid|never|reused|predict*; survives log|logout|reset; nobody|nothing|never|no one asks|asked|checks|checked|verifies|validates|limits; asks for nothing|no; no|without .. prompt|box; no password .. asked|box|prompt|needed|required|comes; password .. never|not asked|checked|verified
skips|skipped|skip|ignores|ignored|ignore|omits|forgets|forgot|forgotten .. check*|login|authenticat*|certificate|signature|validation|password|verification|length|header; only checked|checks|verified|validated|enforced .. browser|client|page|javascript|header; checked|verified|enforced only; client side check|validation|only
lets|let|allows|allowed|allow|permits|enables .. anyone|anybody|everyone|guest|guests|user|users|attacker*|visitor|unauthenticated|stranger|outsider|me|us|neighbour|neighbor; any client|host|user|page|device|one .. can|may|could; not guarded|protected|restricted|authenticated; unguarded; listens|listening|reachable|exposed|open|answers on|from|to .. internet|wan|outside|guest*; works|usable|possible from the internet|wan|guest|outside
seed*|entropy|random number*|randomness; predict*|recoverable|recovered|crack*|brute; can|could|may .. be searched|tried|recovered|derived|obtained|enumerated|abused|bypassed|skipped|replaced|overwritten|injected|triggered|restarted|rebooted|extracted|decrypted|impersonated; turns .. into .. key|password|pin; same|shared|identical|one|fixed|constant key|password|secret|certificate .. every|all|each|units|devices
reflected|stored|rendered|interpreted as|in|html; popped up; pops up; script .. runs|executes|executed|fires|ran|shown; alert .. fires|pops|shows|appears|box; whatever .. runs|executed|typed|write|put|enter|shell; runs|run|executes|executed|started|unpacked .. as root|administrator|system; straight|directly .. shell|command|sh|system; shell metacharacters; dns rebinding; host header; patch|fix .. incomplete|forgotten|missing|bypass*; not complete; incomplete; forgotten
dumps|leaks|spills|hands|prints|lists|delivers|offers|serves .. without|secret|credentials|key|password|configuration|config|database|pin|to anyone|everyone|guest; can|could .. read|see|change|control|switch|open|close|overwrite|reset|impersonate|listen .. without|from guest|neighbour|anyone|any|other; took over; takes over; man in the middle; in the clear; not encrypted; over plain http; unsigned
ungepruft; ohne .. fragen|abfrage|nachfrage|anzumelden|sitzung; nicht .. gepruft|uberpruft|kontrolliert|verlangt|abgefragt|validiert|begrenzt; auslesen|ausgelesen|abrufbar|mitlesen|mitgelesen|uberschreib*|uberschrieben; im klartext; klartext; nimmt .. befehle; jeder|jede .. kann|darf; lasst sich .. ohne|auslesen|umgehen|abrufen|steuern; an die shell; als root; antwortet .. sekunden spater; sturzt
jamais|pas|aucun|aucune|nest pas verif*|controle*|demande*|valide*|filtre*|limite*|authentif*|verification; plante|plantent|redemarre .. quand|avec|si|des; en clair; n importe qui; tout le monde peut; injecter|injection; prise de controle; lisible; ecras*; image modifiee; firmware modifie
no|nunca|ni|jamas se|lo|la|comprueba|verifica|pide|valida|filtra|controla|exige|limita; sin .. cifrar|cifrado|pedir|permiso|credenciales|autorizacion|limite|limitar; se reinicia|cuelga|bloquea .. al|con|si|cuando; texto claro; en claro; cualquiera .. puede|podria; toma de control; inyectar; trae|contiene|devuelve|entrega .. clave|contrasena|credenciales|hash
non viene|vengono|verifica|controlla|chiede|richiede|valida|filtra; viene chiesto|richiesto nessun*; nessun|nessuna|alcun|alcuna controllo|accesso|password|verifica|autenticazione|credenziale; in chiaro; chiunque .. puo; si riavvia|blocca .. se|con|quando; stampa|mostra|contiene|restituisce .. chiave|password|credenziali; iniettare; a root|come root
nao .. verifica|valida|pede|exige|checa|filtra|confere|limita; sem .. pedir|limite|criptografia|cifra|credenciais|checar|validar; reinicia|trava .. com|quando|se; texto claro|puro; qualquer um|pessoa .. pode|consegue; injetar|injecao; copia .. bytes|pilha|buffer|area; como root
lek|lekt|lekken|kwetsbaar*|beveiligingslek*|beveiligingsprobleem|beveiligingsfout; zonder .. wachtwoord|inlog*|aanmeld*|controle|authenticatie|autorisatie|verificatie|limiet|sessie; omzeil*|uitvoer*|uitgevoerd|injectie|bufferoverloop|geheugen; niet|nooit|nergens .. gecontroleerd|gevraagd|geverifieerd|versleuteld|beperkt|gefilterd; leesbaar|meelezen|uitlezen|onderschep*; controleert .. alleen|niet; iedereen .. kan|mag; onversleuteld; als root; loopt vast; crasht; commando
无须登录; 不用登录; 不用密码; 没有校验; 未校验; 不校验; 不验证; 不检查; 任意文件; 任意代码; 任意程序; 任意用户; 以root; 以 root; 提权; 崩溃; 重启; 可被; 可以读取; 被读取; 弱口令; 默认口令; 反引号; 系统命令; 命令行; 越界; 劫持; 伪造; 篡改; 缓冲区; 拒绝服务; 交给系统; 拼接; 未加密; 不加密; 未做
";

const EFFECT: &str = "
root|uid 0; shell; telnet*; crash*; segfault|sigsegv; reboot*; registers; full control; admin rights; as administrator
without login|password|session|authentication|auth|credentials|token; no login|password|auth|authentication|session
pre auth; preauth; unauthenticated; remote code
sin contrasena; sans mot de passe; ohne passwort|kennwort|anmeldung; senza password; sem senha; 无需登录; 管理员密码
als root; zonder wachtwoord|inloggen; sans s authentifier; sans etre connecte; sin iniciar sesion; senza accesso|login; sem login; as root; uid=0; administrator rights; full access; becomes unreachable; sigbus; beheerder; control of the device
";

const EVIDENCE: &str = "
attach*|enclosed|appended; see below; log below; output below; below; pcap|capture|captures|tcpdump|wireshark|btsnoop; screenshot*|video|photos|photo
poc; proof of concept; proof; tested; tried; verified; confirmed; reproduced; measured; observed; demonstrated; recorded; extracted; emulat*; i found that; i noticed; i could; i was able; i got; i read; i put; i sent
times out of; of ten; out of five; every time; always; steps; script; curl; gdb*; asan; core dump; core file; core; backtrace; decompil*|disassembl*; ghidra|ida|binwalk|qemu; trace; hex dump; dump
request .. response; one get; post request; firmware image; serial console; qemu; scapy; snmpset; snmpwalk; walk output; nmap shows; sniff*
probe|prueba|adjunt*|comprobe|capture|captura; joint*; ci joint; testee; teste; essaye; reproduit; beiliegend*; anbei; anhang; angehangt; getestet; nachgestellt; mitschnitt; liegt bei; beigefugt; allegat*; testato; provato; ho ottenuto; anexo; testei; testado; em anexo; 附件; 附上; 测试; 复现; 抓包; 验证
diffed|diff|bindiff; reverse engineer*|reversed; repeated|replayed|replay; on request; packet files; follows|follow .. below; quoted below; at the end; on two|both|three|several|five boxes|units|devices|firmware|versions; two|both|three boxes|units; i scanned|scanned|fuzzed|fuzzing|sniffed|dumped|traced|debugged|compared|modified|replaced|patched|logged|typed|called|wrote|checked|ran|sent|saw|used|built|opened; with a proxy; burp repeater; repeater; wireshark; proxy .. saw|showed|see; seen; request and; log line; logs; access log; crash dump; windbg; program attached; small program|script; lines of python; tar file; idb; ida database; disassembly; caller at; 200 ok; reply|response .. contains|contained|holds|held
beigelegt|aufzeichnung*|aufgezeichnet|nachvollzieh*|reproduzier*|skript; respuesta al final; lo repeti; repetido; script|guion; ci dessous; j ai .. remplace|modifie|envoye|verifie|observe|capture; ho .. inviato|modificato|verificato|catturato|provato; segue; video|registro; em baixo; bijgevoegd|bijlage|getest|nagebootst|opname|filmpje|gecontroleerd; 日志; 截图; 重现; 验证过; 实测; 已确认; 见附
";

const DEVICE: &str = "
router*|gateway|modem; extender*|repeater*|repetidor*|repeteur*|ripetitore; node|nodes|mesh|noeud; switch|switches; plug|plugs|enchufe|prise|steckdose|presa|tomada
dongle*; adapter; adaptador; adaptateur; usb stick; access point*; punto de acceso; camera|cameras|camara|kamera; bridge|hub; bulb; lamp; dimmer; cooker; coffee maker; heater; humidifier; motion sensor; sensor
firmware*|image|images|bootloader; driver*; installer; setup program; device|devices|unit|units|dispositivo|appareil|gerat|gerate|apparato|aparelho; roteador; enrutador; routeur; 路由器; 固件; 设备; 摄像头; 扩展器; 插座
verstarker|netzwerkkamera|knoten|stecker|lichtschalter; repetidor|interruptor|bombilla|camara; repeteur|ampoule|interrupteur; lampadina|interruttore|telecamera; lampada|interruptor|tomada|aparelho; apparaat|stekker|schakelaar|versterker|lamp; 交换机; 节点; 开关; 灯; 无线网卡; 网关; pod|pods; relay; ioctl; wall switch; led strip
";

const INSIDE: &str = "
cgi; cgi bin; goform; jnap; hnap1; hnap; upnp|soap|igd|ssdp|mdns; httpd|lighttpd|webs|mini_httpd|minidlna|dnsmasq|busybox|smbd|miniupnpd; nvram; flash memory; uart; jtag; serial console; squashfs
lan; wlan; guest network; guest ssid; guest wifi; guest net; gastnetz*; gastzugang; invites; invitados; convidados; ospiti; 访客网络; wps|wpa|wpa2|wpa3|ssid|beacon|zigbee|bluetooth|ble|wep
telnet; telnetd; ssh; snmp*; tr 069; tr069; cwmp; dhcp; ddns; pppoe; l2tp; pptp; openvpn; ftp; samba; smb; dmz; ntp; admin page; login page; web interface; web ui; management page; admin interface; interfaz; weboberflache; oberflache
192 168; 10 0 0; usb port; usb stick; usb share; mac address; wan mac; lan mac; factory reset; reset button; local network; red local; lokale*; reseau local; rede local; rete locale; 局域网; guests; myrouter local
ra|epc|pc|stack; daemon; handler; parameter|parametro|parametre; binary; config file; config json; lua; os execute; heap; libc
ioctl|pool|kernel module; radius; ipsec; vlan; igmp; dns; web server of the device; on the lan; port 80|8080|443|8443|5000|49152|49153; gast netwerk; gastnetwerk; wifi netwerk; ssid; init d; rcs; boot; reseau invite; red de invitados; rete ospiti; rede de convidados; 反向; 端口; query string; cookie; session id; soap call; web form
";

const WEB: &str = "
website; web site; websites; homepage; web page of your company; webseite; su|vuestro|votre|seu|vosso|vostro sitio|site|sito|pagina|page|web; sitio web de; site web de|du; sito web di|del; sito; 官网; 网站
subdomain*; dns record; bucket; newsletter*; forum; careers; shop; store; online shop; web shop; checkout; cart; warenkorb; carrito; panier; carrello; carrinho; spf|dmarc|dkim; robots txt; landing page; promo; blog; support page*; help page; contact form; image server; product page; press page; download page
wordpress|drupal|magento|shopify|cdn; search of your; search page; search box; sign up form; web server of your company; corporate site; bestellung
onlineshop|webshop|abmeldeseite|anmeldeseite|shopseite; your|public|corporate|product|support|company|press|careers|community|marketing page|pages|site|sites|portal|blog|domain; review form; product page|pages; on your site|page; in the shop; the shop at; dangling; hosting account; customers portal; customer portal; search form; unsubscribe .. page|link; mail server; mx record; sitemap; sub domain*; boutique|tienda|negozio online|loja; 网页; 商城; 商店; webwinkel
";

const CLOUD: &str = "
cloud*; api server; mqtt broker; backend server; back end; oauth|redirect_uri; portal; account service; account page; push service; push notification*; remote api; rest call; api call; server of yours; your server*; your api; your backend; your portal; 云; 云端|云服务; nube; nuage; nuvem
another household; other household; other households; of other users; other customers; other accounts; accounts of others; of strangers; app backend; behind .. app; password reset token; sign in of; account takeover
your servers; backend*; push server; app server; remote server; graphql; resolver; rest api; api endpoint; api .. returns|accepts|answers; account of another|other; registered .. account; other people; other peoples; another customer; another user; fremde* konten|konto|daten; otros usuarios; autres utilisateurs; altri utenti; outros usuarios; andere gebruikers; 服务器; 其他用户; firebase; s3 bucket; cognito; websocket server; mqtt; amazonaws; relay server; session|token .. account; password reset .. mail|link|account; server .. invalida; servidor
";

const PARTNER: &str = "
ifttt|applet*; alexa|echo; google home; google assistant; homekit; siri; partner*; reseller*|seller|retailer|distributor|dealer; amazon|ebay|aliexpress|marketplace|listing
chat widget; widget; survey; survey tool; speed test; parental control provider; zendesk; salesforce; mailchimp; helpdesk software; ticket system; third party service; third party company; payment provider; paypal; stripe; klarna; analytics; recruiting tool; shipping company; courier
smartthings account; developer console; vendor of your; contractor
voice assistant; assistant vendor|app|platform; skill; marketplace seller; refurbish*; refurbisher; second hand; auction; reseller; integrator; installer company; isp portal; provider portal; your helpdesk; hosted by; tracking script|pixel; cdn; bug tracker .. vendor; survey; newsletter provider; ticketing; logistics; another company; third part*; drittanbieter; partenaire; socio; terceros; fornitore; parceiro; leverancier; 第三方
service|company|firm|tool|supplier|platform|system|carrier|courier that|which|whom you use|hired|employ; you use|hired .. company|firm|service|supplier; parcel|delivery|shipping|payment|survey|chat|ticket|mailing service|company|provider|tool|system
";

const ELSEWHERE: &str = "
other; another; different company; vendor; firm; provider; not yours; not your; on their side; their own; its own portal; own portal; from another company; run by; operated by; third part*; external vendor; provider; service; from a vendor; hosted by; linked from your
developer*; only; just appears; links; link; seller problem; you use for; that you use
their platform; their|the vendor|platform|company says|say|said; they say; theirs; you do not run; do not run; not run by you; perhaps theirs; belongs to; their fault; not belkin; not linksys; not wemo
";

const PHISHING: &str = "
phish*|smish*|vish*; scam*|fraud*|betrug*|estafa*|arnaque*|truffa*|golpe|诈骗|钓鱼; fake; faked; bogus; falso; falsa; faux; fausse; gefalscht*; falsch* seite; finto; finta; pretend* .. be|from|your; pretending; claims to be you; in your name; impersonat* .. brand|you|your
typo; typosquat*; lookalike; look alike; asks|ask|asking|asked|pide|demande|fragt|chiede|pede .. card|credit|kreditkarte|tarjeta|carte|carta|cartao|bank|teamviewer|anydesk; asks|asking|asked .. remote access|google password|payment; asks|asking|asked .. password|code|details; gift card; credit card
call this number; suspicious mail|email|letter|message|sms|call; takes people; asks people; copies your design; copy your design; using your logo; with your logo; your logo; advertisement network; adware; malvertis*; malware|trojan*; se hace pasar; hacerse pasar; se fait passer; gibt sich aus; si spaccia; se passa por; fingindo; 冒充; 假冒; tech support scam; take it down; take down; domain .. registered; help desk 24h
fraud; swindle; paper mail|letter .. logo|number|code; your trademark|brand|name|logo .. carries|uses|abuse*|misuse*|without; carries your; uses your|the name|logo|brand; browser extension; extension .. store; imite|imita|imitiert|nachgemacht*|nagemaakt; page|site that|which imitates|copies|looks; oplichting|nep|valse; phishing mail|site|page; 假网站; 骗子; 骗; 仿冒; tarjeta|carte bancaire|kreditkarte|creditcard|cartao; clicked .. link; gave .. card|code; remote access .. teamviewer|anydesk; counterfeit; wallet; domain .. looks like
text|sms|mail|mails|email|letter|call|caller|popup|ad|advert|advertisement|listing|auction ... pay|card|refund|parcel|prize|trojan*|virus|malware|scam|click; text|sms|mail|letter|message from|with .. link; parcel held; pay .. with a link; nearly fell for; fell for it; false login page; auf .. auktionsseite; trojaner|virus|malware .. enthalt|contains|contient|contiene; in ihrem namen; ihrem namen; en votre nom; en su nombre; a vostro nome; em seu nome; in uw naam; sms .. angeblich|supuestamente|soi disant|presunt*|zogenaamd; angeblich von; supuestamente de; soi disant; kreditkarte .. bestatig*; cd; knock off; forged .. logo|brand|label
";

const SOCIAL: &str = "
hotline; call center; call centre; callcenter; support line; phone support; support agent*; agent; agents; help desk; service desk; store hotline; staff|employee*|mitarbeiter*|empleado*|employe*|receptionist
tailgat*; lobby; premises; your office; your building; office building; badge; reception; server room; data center; dumpster; warehouse; guard; back door is; held open; social engineer*; soziale manipulation; ingenieria social; ingegneria sociale; ingenierie sociale; engenharia social
i phoned; i called; called your; phoned your; i rang; on the phone; by phone; telephone; pretext*; saying that i am; claim to be; said i was; only said a name; warranty fraud; replacement unit under warranty; physical visit; usb sticks in
live chat|chat .. agent|employee|told|gave|representative; representative; an employee; your employee*|staff|colleague*|people; loading dock; yellow vest; nobody asked; without badge|badge; open rack; walked in|through; reception*; train them|staff|people; told me .. address|mail|serial|phone|name|customer; gave me .. address|data|mail|name|password .. only|when|after; pretended to be; pose|posed|posing as; visitor badge; security guard; bribe; medewerker; klantenservice; kundendienst|kundenservice; servicio al cliente; service client; servizio clienti; 客服; 前台
";

const LOST_PASSWORD: &str = "
forgot*|forget|forgotten|lost|need|recover|reset|retrieve|restore|unreadable .. password|passwords|passwort|key|pin|credentials|passphrase|login; dont|cant|cannot|not know|remember|find|read .. password|key|pin|login|code; tell|give|send|show|where .. password|passphrase|wifi key|default login; where .. find|see .. password|key|pin; password|passphrase .. unreadable|unknown; sticker .. unreadable
password|key .. forgot*|lost|recover; password .. doesnt|not work|accepted; password .. how .. back; admin admin .. not|doesnt|stopped work*; need|what|where ... default wifi|admin|router password|key; recovery key trick|trick
olvide|olvido|perdi|recuperar|restablecer .. contrasena|clave|password; oublie|perdu|reinitialiser|retrouver .. mot|cle|passe; vergess*|verloren|verlegt; passwort|kennwort .. vergess*|zurucksetz*; dimenticat*|perso|recuperare .. password|chiave; esqueci|perdi|recuperar .. senha|password
忘记; 密码忘; 找回密码; 重置密码; bypass .. admin login; locked out; cannot|cant log|login|sign|get in|into; seller did not reset; get .. back in
wants|asks|want|requires .. password|code|pin|login .. never had|unknown|dont|not know|forgot*; master code|password|key; never had .. password; dont|not|no longer|cannot|cant|unable .. know|remember|recall|read|find .. password|passphrase|code|key|login|pin; password|key|sticker|label|code .. faded|gone|missing|illegible|torn|worn; previous|former|first owner; second hand .. password|reset|login; log|get back in|into; locked myself out; kenne .. kennwort|passwort .. nicht; passwort|kennwort|schlussel .. nicht mehr|vergess*|weg|verblichen; komme .. nicht rein|hinein|ins; wie komme ich .. hinein|rein|ins; no .. recuerdo|acuerdo|se .. contrasena|clave; ne .. souviens|connais|trouve .. mot|cle; plus .. mot de passe; non .. ricordo|trovo|conosco .. password|chiave; nao .. lembro|sei|encontro .. senha; wachtwoord .. kwijt|vergeten|weet; vergeten|kwijt|verloren .. wachtwoord|code; opnieuw inloggen; 密码不记得; 记不得; 不记得; 密码丢; 忘了; 登不上; 进不去
pide|pede|chiede|demande|verlangt|vraagt .. contrasena|senha|password|mot|passwort|kennwort|wachtwoord .. no|nao|non|pas|nicht|geen|niet; admin|wifi|router|my pw|pwd|passwd; now it says incorrect|wrong|invalid; says incorrect|wrong|invalid; without|besides|except a reset|resetting; changed it|password .. incorrect|wrong|rejected|refused; not a typo; used .. wants|asks|pide|password
";

const SETUP: &str = "
how do|can|should|could i|we|one|you .. set|setup|configure|connect|install|enable|disable|switch|turn|update|put|limit|block|change|add|use|open|make|get|remove; how to; which channel; blink*; led blinks|stays|is|orange|red|rot; led resta; orange light; red light; slow; speed test; mbit; lag; disconnect*; drops; keeps dropping; does not find; cannot find; not find; doesnt find; wont connect; does not connect; cannot connect; cant connect; no internet; not working; stopped working; does not work; doesnt work; not work
port forward*; bridge mode; please|need|where|send .. driver|manual|firmware|software for; set up; setting up; install my own; leaflet|manual|instructions; compatible|support* wifi; double nat; bufferbloat; ip conflict; guest network .. how; printer
como|puedo .. configur*|conect*|instal*|activ*|desactiv*; no funciona; no conecta; no me conecto; comment|puis .. configur*|connect*|install*|activ*|desactiv*|faire|branch*; ne fonctionne; marche; connecte pas; wie .. richte|einricht*|verbind*|installier*|aktivier*|konfigur*|schalte|stelle; einrichtung|einrichten; funktioniert nicht; geht nicht; verbindet nicht; anleitung; come|posso .. configur*|colleg*|install*|attiv*|disattiv*; non funziona; si collega; si connette; como|posso .. configurar|conectar|instalar|ligar|ativar; nao funciona|conecta|liga; 怎么设置; 怎么办; 如何; 怎么; 连不上; 不能上网; 无法连接; 一直闪; 指示灯; 怎样
switch off 2|5; firmware .. where|download; reset .. nothing|button
mounted|mount .. wall|outdoors|ceiling; which box|option|setting|cable|mode|port; how far|many|long|high; range of; far apart; yellow|amber|white|purple|blinking light|led; shows a|an yellow|orange|red|amber light|led; stops at|hangs at .. percent|90; installation .. stops|fails|hangs|s arrete; after|since .. update|move|moved|storm|outage .. light|internet|slow|connect; can .. be used|combined|mounted|connected|paired with; keeps asking|rebooting .. itself; cannot|cant|unable|fails to .. connect|pair|install|find|set|join; merci de votre aide; installation; essaye trois fois; no encuentra; no enciende; se desconecta; ne trouve pas; clignote; s arrete; findet .. nicht; blinkt; leuchtet; langsam; bricht ab; nicht verbunden; kein internet; non trova; lampeggia; lento; nao encontra; piscando; cai|caindo; lenta; hoe .. instellen|verbinden|aansluiten|installeren|kan; werkt niet; geen internet; knippert; verbinding .. weg|kwijt|verbroken; traag; helpen; 连接不上; 搜不到; 断网; 很慢; 怎样设置; 恢复出厂; 安装; 说明书; 网速; 信号; manual for|of; user guide; recommend* .. setting|channel|place
goes offline; offline .. day|times|often|again; comes back; already updated; weak signal; which .. mode|channel|place|setting|cable|port|model; time limit*|limited; where|wo|donde|ou|dove|onde .. put|place|hinstellen|mettre|poner|metterlo|colocar; debole; just bought; appena comprato; recien comprado; neu gekauft; kann man|ich; puis je; puedo; posso; kan ik; conviene; old printer|laptop|phone .. works|work|connect
";

const HACKED: &str = "
hacked|intruder|hijacked; hackers; a|the hacker; hacker in; someone|somebody|stranger|neighbour|neighbor is|in|on|uses|using|plays|watches .. my; is my .. hacked|compromised|infected; am i hacked; router compromised; got hacked; was hacked; being hacked; unknown device*; strange device*; spying on; watched; mouse moves; virus; switched on alone; turns on alone; by itself
gehackt|hackeado|hackearon|pirate|piratage|hackerato|hackeada|invadido; me hackearon; 被黑; 黑客; 入侵; fremdes gerat; unbekanntes gerat; dispositivo desconocido; desconhecido; sconosciuto; appareil inconnu; intruso; every night .. connects; heartbeat; phones home; i want an explanation; my ip; popup told; pop up told
must|could be|somehow|probably|surely in|inside|on|into .. wifi|network|router|box|system; ex|husband|wife|boyfriend|girlfriend|neighbour|neighbor|stalker|roommate .. knows|sees|reads|inside|wifi|router|hack*; knows when|where|what; look into my|the box|router|network; investigat*; attacking me; attacks|attack .. my|log|logs|all day|firewall; port scan*; dropped tcp|packets|packet|connection; log .. full|hundreds|thousands; browser .. says|shouts|warns|shows|warning .. secure|unsafe|insecure|safe|dangerous; not secure .. red|warning|browser; data .. stolen|stealing; being stolen|watched|spied|tracked|monitored; broken into; stolen|stole .. bank|money|account|netflix|facebook; spyware; keylogger; who is behind|doing; strange|weird|odd things|traffic|behaviour|behavior|noises|films|pages; ghost; controlled by; under attack; telephone|phone|tv|cursor .. itself|alone
wurde|werde|bin .. gehackt; jemand ist|hackt|benutzt|war; angegriffen; uberwacht; ausspioniert; me espian; alguien .. red|wifi|router|entra|usa; quelqu un .. reseau|wifi|routeur|utilise; espionne; qualcuno .. rete|wifi|router|usa; spiato; alguem .. rede|wifi|roteador|usando; espionado; iemand .. netwerk|wifi|router|zit; gehackt; 被人控制; 被控制; 有人蹭网; 蹭网; 怀疑; 陌生设备; 不明设备; 监控我; 被入侵; 中毒; 病毒
did they|he|she|someone|somebody .. get|got in|into; under observation; observed; filmed me; through my router|wifi|camera; they|he|she saw|watch|listen|filmed|recorded .. me|us|my; blackmail*; ransom; advise urgently; fbi|police|government .. wifi|network|watch*|van
";

const SECURITY_QUESTION: &str = "
is|are|does|do|will|can .. affected|vulnerable|safe|secure|support|supported; which firmware|version fixes|solves|has; which key|pgp .. use; encrypt a mail|message; how fast; is it safe|secure; end of support; end of life date; eol date; support date; letter|certificate|statement|certif* .. confirm*|compliance|auditor|insurance|customer; who can sign; auditor|audit .. requires|calls; which ports; need .. firewall|antivirus|update; should i buy|replace|worry|disable|be; is|was|are|could this|that|it|these .. reason|normal|ok|problem|secure|intended|dangerous|expected|safe|cause; still get|receive updates; when .. patch|update|fix; security update* until; nothing to report
es seguro|segura; esta afectad*; ist .. sicher|betroffen; gibt es .. update|patch; est il|elle|ce .. sur|affect*|vulnerable; e sicuro|sicura; e seguro; 是否受影响; 安全吗; 是否安全; 会不会
those|they|it|these|you touch|concern|affect|apply; tell them|him|her yes|no; commit to .. patches|updates|support; until when; how long .. updates|support*|patches; date in writing; in writing; compliance*|certification|procurement|tender|questionnaire; is it|this|that known|fixed|patched|true; have you|did you|has it|this fixed|patched|been; what is your policy|process; which tls|ciphers|encryption|protocol*; does|do|is|can .. use|support|comply|encrypt .. wpa3|tls|aes|snmpv3|dot1x|pmf|encryption|fips|gdpr; responsible disclosure policy; security policy; sbom; iso 27001; cyber resilience act|insurance; need to know if|whether|which; usa|utiliza|admite|soporta|cumple .. wpa3|pmf|tls; unterstutzt .. wpa3|tls|snmpv3; prend en charge; supporta; concurso publico; bis wann; hasta cuando; jusqu a quand; fino a quando; ate quando; tot wanneer; is .. veilig|kwetsbaar; welche version; 支持; 哪个版本; 什么时候; 有没有补丁
which data; data protection|privacy officer|policy|statement; where .. stored; collects|collect .. data; will there .. fix|patch|update|support; ever be a fix|patch|update; discontinued; krack|heartbleed|log4j|spectre|meltdown|dragonblood|fragattacks; gdpr|dsgvo|rgpd; does|do|is|are .. log4j|openssl|dragonblood|fragattacks
";

const ORDER: &str = "
my|your|the|an|for|last|this|our order|orders|purchase; order number|id|status|confirmation; ordered .. weeks|days|ago; invoice|receipt|refund*|parcel|delivery|shipment; return|send|give it|them|the|this|back|plug|router|unit|device|item; exchange|swap* .. it|unit|device|router|plug|node|replacement|who|who; tracking number; dead on arrival; doa; replacement unit|device; warranty|rma|guarantee; bought .. return|back|money; bestellung|rechnung|ruckgabe|garantie|gewahrleistung|lieferung|umtausch; pedido|factura|devolucion|devolver|garantia|reembolso|envio; commande|facture|remboursement|retourner|livraison; ordine|fattura|reso|garanzia|rimborso|spedizione; encomenda|fatura|devolucao|reembolso|entrega; 订单; 发票; 退货; 保修; 退款; 快递; would like to return; send it in; broken|died|defective .. replace*|warranty
who swaps|replaces|pays|refunds; swap .. them|it; bestelling|factuur|retour|terugsturen|garantie|levering; money back; warranty .. claim|expired|period|months; shop says ask the maker; paid .. twice|but; wrong item|model|colour|color .. sent|received|delivered; missing .. adapter|cable|power supply|part .. box; spare part; power supply .. broken|replace*|buy|spare; arrived broken|damaged|dead; ersatzgerat|ersatzteil|netzteil; remplac* .. garantie|gratuit; sostituzione; troca .. produto|garantia; 换货; 坏了; 质保
need|want|send the right one|colour|color|version; my money; kassenbon; wohin .. schicken; garantiefall; warranty case; is tot; ist tot; tot nach; nach .. monaten tot|defekt|kaputt; died|dead|broke|broken after .. months|weeks|days|year; box says; inside is; receipt; proof of purchase; purchase date; ticket d achat|caisse; scontrino; nota fiscal; kassabon; recibo de compra
";

const ASK: &str = "
how|where|when|why|what|which|who|whom do|can|to|should|could|must|is|are|does|will|shall|kind; can|could|would you|i|we|someone|anyone|somebody; please help|tell|send|advise|block|remove|explain|investigate|assist|check; help me|please; help; i want|need|require|like to|an|a|the; need the|a|your|help; is|are|am|does|do|should|must|will it|this|that|there|i|we|the|my|you; any idea|help|advice; i forgot; should|must|may i|we; want an explanation; let me know how|if|whether
puede|pueden|podria|podrian|puedo|ayuda*|necesito|quiero|quisiera; que hago; pouvez|comment|aide*|aidez|besoin|voudrais|puis; que faire; est ce que; konnen|konnten sie; wie|wo|warum|wann|welche*|wer; was tun|soll|kann|muss; hilfe|brauche|mochte; bitte um|helfen; potete|potreste|come|aiuto|vorrei|dove; cosa devo; ho bisogno; podem|pode|poderia|ajuda*|preciso|posso|gostaria|onde|como; o que devo; 请问; 怎么; 如何; 吗; 帮; 求助; 哪里
";

const SCANNER_NAME: &str = "
nikto; nessus; nmap; openvas; greenbone; acunetix; burp; zap; owasp zap; qualys; nuclei; wpscan; shodan; censys; ssllabs; ssl labs; testssl; netsparker; invicti; rapid7; nexpose; metasploit; masscan; zoomeye; fofa; sqlmap; dirb; dirbuster; gobuster; detectify; intruder io; tenable; snyk; mobsf; virustotal; securityheaders; observatory; sslyze; wapiti; arachni; lynis; trivy
scanner; scan report; scan result*; automatic scan; automated scan; automated report; free scan; scan; our platform found; our platform; generated automatically; automatically generated; tool output; informe automatico; rapport automatique; automatischer bericht; 扫描
cve search engine; nvd search; automatische prufung; bericht automatisch; scanresultaten; resultado del escaneo; escaner; our scanner found; vulnerability scanner; prowler; semgrep; sonarqube; bandit; codeql; veracode; checkmarx; xray; grype; hackertarget; pentest tools com; zmap; amass; whatweb; wappalyzer; 漏扫; 扫描器
";

const SCANNER: &str = "
samesite; httponly; secure flag; missing .. header*|headers; header* .. missing|set|absent; x frame options; x powered by; x content type options; x xss protection; content security policy; strict transport security; hsts; referrer policy; etag*|inode*; autocomplete .. enabled|on|password; allowed http methods; http methods; options method; trace method; server banner; banner; banner disclosure; version disclosure; server header
tls 1 0; tls1 0; tls 1 1; sslv3; ssl grade; grade t; grade f; grade b; weak cipher*; cipher suite*; sweet32; beast; poodle; lucky13; self signed; certificate expired; untrusted; tcp timestamps; icmp timestamp; weak mac algorithms; ssh weak; open port*; port|ports .. open; possible sensitive director*; directory listing possible; severity low|info|informational; informational; items reported; confidence tentative|firm|low; cve list; many cves; list of cves; known cves; based on banner; directory .. found; cookie without; cookies without; content type incorrectly; maps_api_key|aiza; password field .. autocomplete; outdated .. version|jquery|library|component; version has many; default page; total|results .. found|issues; devices .. port|exposed|online; cvss .. automatic; automatic severity
tls version; tls10|tls11; missing csp|hsts; version string .. lists|cve|search|known; entries; cve search|lookup|database|entries; lists .. entries|cves; cves .. version|list|match*; note|grade|rating|score a|b|c|d|e|f|t; fehlend* header; header .. fehlt|fehlen; cabecera* .. falta*; en tete* .. manqu*|absent*; intestazion* .. manc*; cabecalho* .. ausent*|falta*; ontbreken* .. header*; permissions policy; clickjacking header; cookie flag*; mixed content; end of life version|software .. banner; open resolver; default banner; upnp exposed .. shodan; certificate .. untrusted|self|trusted; weak ssl|tls|dh; dh group; rc4 cipher; ssl medium; http trace; dns zone; 缺少; 弱加密; 端口开放; 开放端口
knows|shows|lists|finds|found|sees|counts .. hosts|devices|results|ips|addresses; high|medium|low 0|1|2|3|4|5|6|7|8|9 medium|low|info|high; medium strength; see portal; weekly|monthly|daily scan; default credentials .. plugin; plugin
";

const UNCHECKED: &str = "
no further checks; not verified; unverified; not tested; could not verify; not confirmed; did not check; not been verified; potential; potentially vulnerable; based on banner; based on version; possibly; please|could|can .. confirm; confirm by testing; you confirm; evidence n|none; fix all; fix asap; please pay; send t shirt; swag; this version has many; must be considered; should be considered; generated automatically; automatic severity
did|have|has not try|tried|test|tested|verify|verified|check|checked|reproduce; not try any; not tried; automatisch erstellt; nicht gepruft|verifiziert; that is all it printed; kindly assign; assign severity|cve; no traces|logs|evidence|proof are|is|available; proof|poc|details will|shall be|follow; will be given|provided|shared after; on acknowledgement; no poc; not exploited; theoretical; theoretically; may be vulnerable; might be vulnerable; probably vulnerable; sin verificar; non verificat*; non verifie; nao verificad*; niet gecontroleerd; 未核实; 没有测试; 可能存在
";

const BY_HAND: &str = "
by hand; manually; manual; i checked; checked by me; i verified; verified it; confirmed it; is real; really; did not find that; not find that; the finding is mine; i ran .. as well
";

const SPAM: &str = "
webinar|seo|backlink*|followers|catalogue|catalog|discount; guest post*; link building; bulk mail; mail list*; price list; best price; offer you; we offer|sell|provide|manufacture; our services; free demo|trial|quote; demo for; manufacture*|supplier|wholesale|shenzhen|factory .. price; lottery; grant; inheritance; congratulations; winner; you have won; you were selected; you have been selected; million usd; bank data; bank account; wire transfer; casino; viagra; loan; crypto investment; bitcoin investment; forex; pay invoice; pay the|our|this invoice; domain .. expires|expire; subscription .. expires; unsubscribe; register now; join our; book a meeting; schedule a call; partnership; sponsor*; investor*; dear sir .. offer*|services|catalogue; telegram; verified leads; leads; renew .. with; increase your traffic; grow your; outsourc*; ganaste|premio|loteria|herencia; gewonnen|gewinnspiel|gluckwunsch; felicitations .. gagne|selectionne|gagnant; hai vinto; voce ganhou; 恭喜; 中奖; 代开发票; 优惠; recruitment agency; job offer
rank higher|first|better; guest articles; traffic .. real|free|site|more; hop on a call; quick call; call this|next week|thursday|monday|tuesday|friday|wednesday; boost your|sales|brand|traffic|visibility; we help .. companies|brands|businesses|makers; first .. free; limited offer|time; special offer; best offer; cooperation proposal; business proposal; buy|sell|purchase .. leads|list|database|followers|accounts; domain name|nom de domaine|dominio|domein|domain .. expir*|ablauf*|verloopt|scade|caduca; reglez|zahlen sie|pague|pagate|betaal; newsletter subscription; award; nominated|nominee; magazine; conference .. sponsor|booth|speak*; exhibition|trade fair; white paper; crypto|token presale; passive income; work from home; pills; dating; heir; fund transfer; charity; donation; consignment; rotomold|mould|injection molding|pcb assembly|oem .. factory|price|quote|quotation; quotation; moq; factory direct; verdienen; werbung; angebot*; oferta*|ofrecemos|publicidad; nous proposons|offre*; offriamo|offerta; oferecemos; wij bieden|aanbieding; 推广; 供应; 报价; 厂家; 贷款; 合作
";

const DEMAND: &str = "
bounty; reward; reward program; bug bounty; pay|payment|btc|bitcoin|usd|monero|money; details .. after|payment|pay|first; after payment; give; send details; tell bounty; amount; amount first; trust me; believe me; final warning; last warning; will publish; go public; ethical hacker; i have many; critical; i found bug; bug; full control over all; all your; of your; recompensa|recompense|belohnung|ricompensa; 赏金; 奖金; 付款
twenty|24|48|72 hours|hour; wallet; you know what; last chance|warning; ignored me; see attachment|attached; do you pay; how much .. pay|for|rce|bug; if yes how much; what do you pay; pay .. rce|bug|exploit|me|first; i sell|will sell|sell it; dark web; price; name your price; highest bidder; hall of fame; swag; waiting for your reply|response; contact me; reply me|fast|asap; pls|plz reply; deadline; or else; you will regret; everything .. published; bezahl*|zahlen; pagan; payez; pagate; pagam; hacker; 多少钱; 勒索; 联系我
";

const PHRASE: &str = "
comprehensive; extensive research; holistic; robust; sophisticated; cutting edge; state of the art; advanced heuristic*; neural; quantum; blockchain; ecosystem; framework; paradigm; best practices; industry standard*; industry best; confidentiality integrity; confidentiality; could potentially; potentially allow*; potentially lead*; may potentially; potential to; it is important to note; it should be noted; it is crucial; it is recommended; strongly advised; strongly recommend*; recommended; leverage*|leveraging; unspecified; certain conditions; various; several components; threat actor*; malicious actor*; malicious payload; data exfiltration; lateral movement; executive summary; business impact; reputational; catastrophic; fails to properly; does not properly; properly sanitize; properly validate; sanitise user supplied; user supplied; input validation; implement .. validation; zero trust; defense in depth; attack surface; with 97 confidence; confidence; assistants; assistant .. agree*|says|said|told; chatgpt|gemini|copilot|claude|deepseek; language model; ai .. found|says|told|agree*; intentionally left blank; cannot be disclosed; details cannot; see section; security audit; updating all dependencies; update all dependencies; severe flaw; a severe; critical flaw; was identified; has been identified; security issue identified; deprecated algorithm; es importante senalar; mejores practicas; bonnes pratiques; bewahrte verfahren; migliori pratiche; melhores praticas; 最佳实践
paradigm shift; adversary may; may potentially; subvert; consensus; topology; entire; building on well known; advanced persistent; state sponsored; synergy; next generation; ai driven|powered; machine learning; deep learning; proactive*; mitigate risks; mitigation strategies; it is imperative; imperative; underscores; highlights the; pivotal; furthermore; moreover; in conclusion; in summary; multifaceted; intricate; comprehensive analysis; in depth analysis; rigorous; meticulous*; our analysis|research|investigation revealed|uncovered|indicates; potencialmente|potenziell*|potentiellement|potenzialmente|potentieel; confidencialidad|vertraulichkeit|confidentialite|riservatezza|confidencialidade; ecosistema|okosystem|ecosysteme; industria; se ha identificado; se recomienda; wurde identifiziert; il est recommande; si raccomanda; recomenda se; es wird empfohlen; a ete identifiee; e stata identificata; foi identificada; integridad|integritat|integrite|integrita|integridade; 机密性; 完整性; 可用性; 建议采取; 综上所述; 潜在; 生态系统
";

const IMPOSSIBLE: &str = "
mysql; postgres*; mongodb; oracle database; sql server; mariadb; redis; elasticsearch; android kernel|runtime|architecture|os; windows registry; windows kernel; active directory; kerberos; macos; ios kernel; kubernetes; docker container; aws lambda; serverless; arm64 android; x86 server; aes 64; aes 32; sha 64; rsa 16; des 512; quantum*|neural; php session; php ini; wordpress plugin; asp net; java deserial*; log4j; log4shell; spring boot; struts; tomcat; nodejs express; node js; django; ruby on rails; jsp; graphql; heartbleed; smart contract*; bootstrap loader of the cloud; hypervisor; gpu; blockchain; section .. blank; details cannot be disclosed; unspecified .. unspecified|attacker; intel sgx; secure enclave; cvss 11; cvss 12
php|php interpreter; win32k; ntoskrnl; powershell; iis server; apache tomcat; apache struts; jenkins; citrix; exchange server; vmware; esxi; sap; salesforce lightning; ldap directory; mssql; sqlite cluster; cassandra; kafka; hadoop; laravel; rails; flask; react component; angular; jvm; .net; dotnet; c sharp; swift; bluetooth 9; wifi 9; 6g; lidar; tpm 2; secure boot of windows; bios of; uefi; systemd journal; selinux policy; iphone kernel; tensor*; llm; gpt; cuda; satellite; nfc; face recognition; fingerprint sensor; battery management; sim card; consensus engine|protocol
";

const FINE: &str = "
is|are|was|it|looks|seems|itself fine|ok|okay|harmless|perfect|good|innocent|correct|clean|unchanged|unaffected; is|are|was not affected|concerned|vulnerable|involved; not to blame; fine
not your|our fault|problem; no fault of yours; no bug in your; not a bug in your; settings|configuration unchanged; asks for nothing; does|did not leak|touch|concern; doesnt leak|touch|concern; ignore that|the|this|them; only shows a link; is third party; you are fine
esta bien; es inocente; no tiene culpa; ist|sind in ordnung; ist|sind ok|sauber; nicht betroffen|schuld; est bon; n est pas en cause; va bene; non c entra; esta ok; nao tem culpa; 没有问题; 没问题; 不受影响
is|are|was innocent|blameless|secure|safe|right|exact*; not involved|at fault|guilty|concerned|ours; never sees|saw|touches|involved; does not exist; do not exist; did exactly; did not; nothing wrong with; has nothing to do; simply forwards; has nothing; n a rien; nichts damit zu tun; no tiene nada que ver; non ha nulla; nao tem nada; niets mee te maken; on the same bench did not; is not the problem|cause; yours is|are fine|good|ok
";

const NOT_THAT: &str = "
not|no|isnt a|an|about phishing|scam|spam|support|setup|configuration|warranty|social; no support question|matter|request; is not phishing; not a|an|about phishing|support|setup|user|spam mail|matter|question|error|problem|case|request
kein hilferuf|supportfall|spam; no support|help request|needed; not asking for help; this is no|not spam|support|phishing; pas une demande; no es spam|soporte; not a support
";

const COMPARED: &str = "
compared; compare; lookalike; compatible with; works like; same as; same name as; unlike; similar to; pretends; used to be; formerly; share code; shares code; shared code; sorry if wrong vendor; wrong vendor; wrong address; please forward; forward it; tested only on; only tested on; only have; some people say; label says; instead of
sending this to all; in our lab; test bench; same bench; bench; please forward|pass; bitte weiterleiten; weiterleiten; por favor reenv*; merci de transmettre; no answer from; does not answer .. try you; cross post; with stock|original|your image|firmware .. not|no
";

const NO_DEVICE: &str = "
demo; emulation; emulator in; simulator; no real router; no real device; no router needed; not a device; only the demo; demo site
no|without any|a device|router|hardware|plug|node is|are|was involved|needed|required|necessary|concerned; no device is; not the extenders|routers|devices|plugs own; not the device; public page; from a laptop|browser .. only; kein gerat; aucun appareil; sin dispositivo
";

const DEVICE_SAID: &str = "
the|this router|device|plug|node|extender|firmware|switch|camera|dimmer|bridge however|itself|does|doesnt|accepts|checks|never|executes|stores|forwards|leaves; in your base firmware; base firmware; hole|flaw|bug|problem|fault|vulnerability|weakness is|lies|sits in .. firmware|device|router|code|plug|node|extender
the node is not; from the router|device|plug itself; from|on my router|plug|extender|node|switch; local address; local web server; on my lan; our skin does not; of the device|router|plug|extender|node; en el router|dispositivo; im router|gerat; dans le routeur; nel router|dispositivo; no roteador|dispositivo; 路由器本身
cause .. router|device|extender|plug|node|firmware; the fault is in; it is the|your router|device|plug|extender|node|firmware; in the firmware|driver|installer|image; flaw .. in the device; code of the device|router; firmware of the
";

const SERVER_SAID: &str = "
server side; serverside; server side only; server answers; server returns; on the server; your server*; their server; no router needed; no device needed; cloud accepts; cloud returns; cloud answers; del servidor; lado del servidor; serverseitig; cote serveur; lato server; lado do servidor; 服务器端; api server; broker
servers|server|backend|api|resolver|service believes|trusts|replies|returns|accepts|answers|does|checks|invalidates|keeps|never; with your servers|backend|server; server does not|doesnt; answer of the server; answers differently; replies differently; el servidor no|no; le serveur ne|n|renvoie; der server antwortet|pruft|liefert|akzeptiert; il server non|risponde; o servidor nao|devolve; de server; 服务器返回; 服务器没有
";

const ACTOR: &str = "
attacker*|adversar*|intruder*|outsider*|eavesdropper*|crook*|criminal*; guest|guests|visitor|visitors|neighbour|neighbor|stranger|buyer|colleague; anyone|anybody|everyone|everybody|nobody; any|every|each|other|another|foreign|remote|local|unauthenticated|malicious user|client|host|machine|device|page|site|phone|station|node|person|computer|browser|process|app|tenant; web page; a station|client|host|page|node|packet|frame|request
angreifer*|gast|gaste|jeder|jedermann|fremde*; attaquant|invite|invites|quiconque|n importe; atacante|invitado|invitados|cualquiera|ajena; attaccante|ospite|ospiti|chiunque|malintenzionato; convidado|visitante|qualquer; aanvaller|iedereen|gasten; 攻击者; 任何人; 访客; 任意设备
";

const GAIN: &str = "
read|reads|readable|dump|dumped|dumps|fetch|fetched|receive*|obtain*|extract*|recover*|decrypt*|decode*|see|shows|prints|printed; write|writes|writable|overwrite*|replace*|change*|modif*|exchang*|alter*|inject*|insert*|upload*|put|puts|place*|plant*; execut*|run|runs|running|start*|launch*|spawn*; join*|connect*|log in|logged in|login|enter|grants|grant|open|opens|control*|take|takes|takes over|toggle*|switch*|set|sets|delete*|erase*|install*|unpack*|restart*|reboot*|crash*; skip*|bypass*|pass|accept*|ignor*|keeps|remember*|stor*|send*|deliver*|return*|leak*
lesen|auslesen|ausgelesen|andern|geandert|ausfuhr*|uberschreib*|abruf*|liefert|zeigt|steht; lire|lit|modifier|changer|executer|repond|renvoie|remplace*|affiche; leer|cambiar|modificar|ejecut*|devuelve|muestra|guarda; leggere|modificare|eseguire|mostra|scaric*|restituisce; ler|alterar|mudar|executar|mostra|devolve|copia; lezen|wijzig*|uitvoer*|toont|stuurt|aanmaken; 读取; 修改; 执行; 获取; 返回; 控制
";

const ASSET: &str = "
password*|passwd|pw|pwd|passphrase|psk|pin|key|keys|token|tokens|session|sessions|cookie|credential*|hash|hashes|secret*|certificate*|signature; admin|administrator|root|shell|prompt|console; configuration|config|settings|memory|flash|filesystem|file system|partition|files|file|backup|disk|database|userdata; dns|rule|rules|firewall|traffic|firmware|image|binary|script|command|commands|boot|serial number
kennwort*|passwort*|schlussel|sitzung*|konfiguration|einstellungen|sicherung*|datei|dateien|speicher|befehle*; mot de passe|cle|cles|fichier|fichiers|configuration|commande|memoire|jeton; contrasena*|clave|claves|archivo*|fichero*|sesion|configuracion|comando*|memoria; chiave|chiavi|credenziali|configurazione|sessione|memoria; senha|senhas|chave|chaves|arquivo*|ficheiro*|sessao|configuracao|memoria; wachtwoord*|sleutel*|bestand*|sessie|instelling*|geheugen; 密码; 密钥; 令牌; 会话; 文件; 配置; 备份; 口令
";
