//! The features of home network devices under all the names people give them, in seven languages.
//!
//! A report of the symptom ("the box for the network name") and one of the code (`wl_ssid`) meet here. The
//! table is general knowledge of the field; words of one line mean the same part of a device.

use std::sync::LazyLock;

use super::words::Lexicon;

mod services;
mod weaknesses;

pub(crate) use weaknesses::WEAKNESSES;

/// A part or feature of a device. The text is stable: it goes into stored tokens.
pub(crate) static CONCEPTS: LazyLock<Lexicon<&'static str>> =
    LazyLock::new(|| Lexicon::new(&[TABLE, services::SERVICES].concat()));

const TABLE: &[(&str, &str)] = &[
    (
        "ssid",
        "ssid*|essid*; network|wireless|wlan|wifi name; name of the network; nombre|nom|nome de|du|da|della|del red|reseau|rede|rete|wifi; netzwerkname*; 网络名称; 无线名称",
    ),
    ("hex", "hex|hexadecimal*|hexa"),
    (
        "hostname",
        "hostname*|hname|host_name; host|router|machine|computer|pc name; name of the router|machine|extender; machine_name|pc_name; rechnername*|hostnamen; nombre|nome|nom del|du|do|de router|routeur|roteador|equipo|host; 主机名; 路由器名称; name .. announces",
    ),
    ("domain", "domain|domains; domanename; dominio|domaine; 域名"),
    (
        "friendlyname",
        "friendlyname; friendly name; nickname; rename*|renaming|umbenenn*|renombr*|renommer; nombre|nom|nome del|de|da|della|do|du enchufe|prise|tomada|presa; name of the plug|switch|device; name too long",
    ),
    ("gateway", "gateway*|gw|passerelle|puerta|gatewayadresse; 网关"),
    ("netmask", "netmask*|mask|nm|subnetmask|netzmaske|mascara|masque|maschera; 掩码"),
    (
        "static_ip",
        "wan static; static wan; fixed internet; static|fixed|feste|fija|fixe|fisso|fixo address|ip|internet|wan|adresse|direccion|indirizzo|endereco; manual address; address|mask|gateway by hand; staticip*; wan_ipaddr|ipaddr|ipaddress",
    ),
    (
        "ipaddr",
        "ip|ipaddr*; ip address|adresse; dotted; quads|octets; indirizzo ip; direccion ip; adresse ip; ip 地址; 地址",
    ),
    ("dns", "dns*|nameserver*|resolver; name server*|servers"),
    ("ddns", "ddns*|dyndns*; dynamic dns; dynamic name service; dynamische* dns|namens*; 动态域名"),
    (
        "ping",
        "ping*; reachability|connectivity|connection test; gateway test; erreichbarkeit*; prueba de conexion|conectividad; test de connexion; 连通性; 诊断",
    ),
    ("traceroute", "traceroute|tracert; trace route; route trace; 路由跟踪"),
    (
        "packet_size",
        "packet|pkg|package|ping size; size of the packet|packets|ping; pkgsize; size .. packet|packets; groesse|grosse .. pakets; taille .. paquet; tamano .. paquete; 包大小",
    ),
    ("diagnostics", "diagnos*|diag; troubleshoot*; test page"),
    (
        "language",
        "lang|language*|langue*|sprache|sprach*|idioma*|lingua|linguagem|langselection*|ui_language; 语言",
    ),
    (
        "ntp",
        "ntp*|sntp; time|clock|zeit server; serveur|servidor|server de|du|di temps|tiempo|hora|tempo|ora; zeitserver*; 时间服务器",
    ),
    (
        "clock",
        "clock|uhr|horloge|reloj|orologio|relogio; date|time by hand; manual time|date|year|month|day|hour; year month; date and time; set date|time; datetime; datum|uhrzeit|fecha; setting the time|date; time setting; 时间; 日期",
    ),
    ("timezone", "timezone|time zone; zeitzone; zona horaria; fuseau"),
    ("schedule", "schedul*|timetable; time table; zeitplan*|horario*|horaire|calendrier; 计划; 时间表"),
    (
        "access_control",
        "access control; accesscontrol*; access rule*; acl; zugriffsregel*|zugangskontrolle; controle d acces; control de acceso; controllo accessi; 访问控制",
    ),
    (
        "inbound_filter",
        "inbound|incoming filter*; inboundfilter*; filter rule*; eingangsfilter*; filtre entrant; filtro de entrada; filtro in ingresso; 入站",
    ),
    ("rule", "rule|rules|rulename|regel*|regla*|regle*|regola*|regra*; 规则"),
    ("label", "label|labels|etikett*|etiqueta*|etiquette|etichetta|bezeichnung*"),
    (
        "parental",
        "parental|parent|parents|parentalcontrol*|parentalctrl|kindersicherung|jugendschutz; control parental|parental; blocked|blocking site*|page|sites; 家长",
    ),
    ("block_page", "unblock*|block_cgi|blocked|blocking|gesperrt*|bloque*|bloquead*; 拦截"),
    ("mac_filter", "mac filter*|filtering; macfilter*; maclist"),
    (
        "mac_address",
        "mac|macs|bssid; mac_*; hardware address*; wan_mac*|clone_mac*; cloned|cloning|clone; mac 地址; 克隆",
    ),
    (
        "split_boxes",
        "four|six|several boxes|pieces|fields|parts; two digit boxes; glues|joins|joined|joining|merge* .. pieces|parts|boxes|dots|colons|values; quads; split over; felder|casillas|cases|caixas",
    ),
    (
        "port_forwarding",
        "port|ports forward*|range|mapping|trigger*|redirect*; portforward*; virtual server*; portweiterleitung|portfreigabe*; reenvio de puertos; redirection de ports; 端口转发; 端口映射",
    ),
    ("dmz", "dmz*"),
    (
        "static_route",
        "static route*|routing; route|routing table|entry; manual route; route_*; static_route; statische route*; ruta estatica; route statique; 静态路由",
    ),
    ("wps", "wps*|wsc; protected setup; enrolee|enrollee"),
    ("pin", "pin; pin code; pincode; 个人识别码"),
    (
        "security_mode",
        "authmode*|auth_mode*; security|authentication|encryption mode; authentication method; sicherheitsmodus; modo de seguridad; mode de securite; apcli_auth*; encrypt*|encryption type",
    ),
    (
        "passphrase",
        "passphrase*|psk|wpakey*|wepkey*; wifi|wireless|wlan|network key|password|kennwort|passwort|pass; network|wireless key; mot|cle|clave|contrasena|chiave|senha|password de|du|del|da|della wifi|reseau|red|rede|rete; wpa key; clave wifi; senha wifi; wlan schlussel; 无线密码; wifi 密码",
    ),
    (
        "default_key",
        "default wpa2|wpa|wireless|wifi|wlan key|password|pass|passphrase|psk; printed key; sticker; factory wifi|key|password; standardschlussel; aufkleber; etiqueta; derived|computed|calculated from; 默认密钥; 默认密码",
    ),
    (
        "admin_password",
        "admin pass|passwd|password; password of the administrator; administratorpasswort; contrasena .. administrador; mot de passe administrateur; password amministratore; senha .. administrador; 管理员密码; sys admin|passwd; new admin password; reminder text",
    ),
    (
        "blank_password",
        "blank|empty|leer* password|admin|passwort; no password by default; without password by default; ships .. password; password .. not set; contrasena vacia; senha vazia; 空密码",
    ),
    (
        "hint",
        "hint|hints|passhint|admpasshint|reminder|merkhilfe|hinweis|pista|indice|suggerimento|dica; 提示",
    ),
    (
        "fixed_account",
        "second|another|other|built|hidden|fixed account|password|login; hard coded|hardcoded credential*|password|account; hardcoded; built in account; backdoor; constant .. password; fest eingebaut*; cuenta oculta; compte cache; 后门; 硬编码",
    ),
    (
        "email",
        "useremail; e mail|mail address|account|box; mail address; owner mail; correo electronico; courriel; adresse mail|email; mail adresse; endereco de email; indirizzo email; 邮箱; 邮件; mail ex; email; mailbox*|mailex",
    ),
    ("registration", "registr*; email reg; sign up; 注册"),
    (
        "username",
        "username*|usrname|loginname; user|account|login name; benutzername*; nombre de usuario; nom d utilisateur; nome utente; nome de usuario; name of the account; 用户名; 账号; login .. service",
    ),
    ("pppoe", "pppoe*|ppp; dial in|up; dsl login|name|page; einwahl*; 拨号"),
    ("l2tp", "l2tp*; layer two|2 tunnel*"),
    ("pptp", "pptp*; point to point tunnel*"),
    (
        "wan_wizard",
        "wantcpip*|tcpip; internet wizard|type|connection wizard|assistant; connection type wizard; generic wizard",
    ),
    ("usb", "usb*; stick|pendrive|chiavetta|thumb drive; flash drive; memory stick; u 盘"),
    (
        "storage",
        "storage|nas|disk|freigabe|compartido|condivis*; usb|network|file|samba|the share; shared folder; share name; u 盘共享; 存储",
    ),
    (
        "directory",
        "dir|directory|folder*|subdir*|sub_dir|ordner|verzeichnis*|carpeta|dossier|cartella|pasta; 目录; 文件夹",
    ),
    ("upload", "upload*|hochlad*|subir|televers*|caricament*|carregamento; 上传"),
    (
        "filename",
        "filename*; file name; name of the file|upload|image; dateiname*; nombre del archivo|fichero; nom du fichier; nome del file; nome do arquivo|ficheiro; multipart; 文件名",
    ),
    (
        "firmware_update",
        "upgrade*|update*|dfu|ota|aktualisier*|actualizacion*|actualiz*|mise a jour|aggiornament*|atualiza*; new firmware|version|versions; firmware post|file|image|update|feed|upload; 升级; 更新",
    ),
    (
        "signature",
        "signature*|signed|checksum|crc|header check; verif* .. firmware|image|update|header; modified firmware|image; home made header; vendor header; damaged|altered update|body|image; signatur*|firma|firme|assinatura; 签名; 校验",
    ),
    ("update_feed", "feed|announcement*|notice|list .. versions; new versions; plain http; over http"),
    ("certificate", "certificat*|tls|ssl|https|zertifikat*|x509|authorities|ca list; 证书"),
    ("xml_entity", "entity|entities|xxe|xml*|dtd; entidad*|entite*|entita; 实体"),
    ("guest", "guest*|gast|gastnetz*|invitado*|invites|ospiti|convidado*|visitante*; captive portal; 访客"),
    (
        "recovery_key",
        "recovery key|number|code|pin; recovery; recuperacion|recuperation|recupero|wiederherstellungs*; five digit*; cle de recuperation; 恢复密钥",
    ),
    (
        "sysinfo",
        "sysinfo*; system|status information|page|info; diagnostic document|json|page; hardware data; status page; boot version; code pattern; systeminformation*; informacion del sistema; document .. diagnostic; 系统信息",
    ),
    (
        "config_backup",
        "backup*|exportsettings|export settings; config file|backup|export; configuration file|download|backup; sicherung*|sicherungskopie; copia de seguridad; sauvegarde; exportar; 备份; 配置文件; restore config*",
    ),
    ("telnet", "telnet*|dropbear; remote shell; 远程登录"),
    ("ssh", "ssh|sshd"),
    (
        "json_api",
        "jnap*; json api|interface; api json; interface|interfaz json; action header; without x jnap; app .. interface",
    ),
    ("hnap", "hnap*"),
    ("upnp", "upnp*|igd|ssdp|soap*|miniupnp*; gateway daemon"),
    (
        "default_connection",
        "default connection service; defaultconnectionservice; newdefaultconnectionservice; setdefaultconnectionservice; layer3forwarding; layer 3 forwarding",
    ),
    (
        "wan",
        "wan|wanpage; internet settings|page|form|einstellungen; wan seite; setwan; ajustes de internet; 外网",
    ),
    ("lan", "setlan; lan settings|page; local network settings; 内网"),
    ("second_lan", "lan2*|second lan|local; second local network; lan2enabled; zweites|zweite* lan|netz*"),
    (
        "bridge_mode",
        "ethconv|converter*|bridge*; operation|opmode mode; setopmode; ethernet bridge*; bridge|converter option|flag|switch|schalter; betriebsmodus; modo puente; mode pont; 桥接",
    ),
    ("flag", "flag|boolean|toggle|checkbox; on off; option|schalter|interruptor|switch .. 0|1"),
    (
        "site_survey",
        "survey|sitesurvey*|bssetsitesurvey; scan list; joining .. network; pick ap; netzwerksuche",
    ),
    (
        "reboot_page",
        "restart|reboot page|button|form|screen; formreboot; restart|reboot .. button; neustart*; reinicio; redemarrage",
    ),
    (
        "return_page",
        "webpage|next_page|nextpage|returnpage|submit_url|submit; return|next|last page; page to come back; page given; page to show; name of the last|next page; hidden field|page; page name; rucksprung*; pagina de retorno; page de retour",
    ),
    ("wisp", "wisp*; wireless isp|provider; provider mode; formwisp*"),
    ("band_5g", "5g|5ghz|upper band; 5 ghz; upper band; wisp5g"),
    ("band_24g", "2g|24g; 2 4 ghz; lower band"),
    (
        "client_list",
        "clientlist*|clientsname*|clients name; client list|names; list of clients|devices; connected devices|clients; rename .. client; renaming .. client; each entry; 客户端列表",
    ),
    ("wired", "wired|cabled|cable|ethernet clients|client; get_wired*; kabel*|cableado*|filaire*; 有线"),
    ("wireless_clients", "wireless client*|clients; get_wireless*; drahtlos* client*; 无线客户端"),
    ("ap_mode", "ap_mode; access point mode; ap mode"),
    (
        "radio_test",
        "ttcp*|epi|start_epi; radio|throughput|wireless test; wl_ant|wl_rate|ttcp_num; antenna; durchsatztest; wl tool|command",
    ),
    (
        "attenuation",
        "attenuat*|atten|wl_atten*|tssi|check_tssi; transmit|tx power|signal; calibrat*; signal strength; dampfung*; atenuacion",
    ),
    (
        "factory_test",
        "ate|atefunc|ategain|atetxcount|atechan|e2p*; factory|manufactur* radio|test; test form; wlanmp|formwlanmp; fertigung*",
    ),
    (
        "media_server",
        "twonky*|dlna|minidlna; media server*; medienserver*; servidor multimedia; serveur multimedia; 媒体服务",
    ),
    (
        "proxy_fetch",
        "proxy cgi|helper; fetch* .. page|helper|script; fetch helper; abruf*; seiten .. holt; 代理",
    ),
    ("cookie", "cookie*|admin auth; base64; browser keeps; 会话"),
    (
        "login_script",
        "client side login|check; login script; login happens; evaluated in the browser; lock status; login success; javascript",
    ),
    ("open_settings", "set cgi; enables|switches telnet; switch* on .. telnet"),
    (
        "partition_label",
        "partition*|volume label; label .. partition|volume; mount*|hotplug|automount; usb partition; einhange*; etiqueta .. particion; 分区; 卷标",
    ),
    (
        "symlink",
        "symlink*|symbolic; link .. stick|share; follow* .. link*; symbolische*; enlace simbolico; lien symbolique; 符号链接",
    ),
    (
        "htpasswd",
        "htpasswd|passwd; password file; dot file; hidden file; admin|administrator hash|md5; hash .. admin*; hash leak; md5 hash; versteckte datei; 哈希",
    ),
    (
        "setup_traffic",
        "set up|setup|installing|installation|einrichtung with the app|traffic|server; while|during installing|installation|installieren|set; instal* .. app|application|aplicacion; packet capture; server on the internet; cloud host; wan port",
    ),
    (
        "cleartext",
        "plain|clear text; cleartext|plaintext|unencrypted; in clear; sans chiffrement; en clair; sin cifrar; im klartext|unverschlusselt; in chiaro; sem cifra*|criptografia; 明文",
    ),
    (
        "wizard",
        "wizard*|assistant|assistent*|asistente|quick setup; setbasicauto; repeater wizard; quick setup; auto set up; einrichtungsassistent; 向导",
    ),
    ("wizard_state", "wizard_status; wizard|assistant|set state|status|marker; how far the user"),
    ("setup_app", "bbs; setup|mobile|phone app; mobile assistant; from .. app; used by the .. app; byBBS"),
    (
        "channel_helper",
        "auto channel; picks|chooses|selects the channel; channel helper|selection; kanalwahl; canal automatico",
    ),
    ("upstream_network", "apcli*; upstream|parent network; upper network; uplink network"),
    ("cross_band", "cross band; crossband; band steering"),
    (
        "pairing",
        "pair|pairing|paired|smartconnect*|koppel*|emparejar|appair*|abbinament*; configap*|srplogin|srppassword; new node; 配对",
    ),
    (
        "connection_limit",
        "max_conn|maxconn|connectionsetting; connection|session limit|table|settings; maximum sessions|connections; limit of sessions|connections; how many connections; timeout|time_out",
    ),
    (
        "local_url",
        "deviceurl|setdeviceurl; friendly|local|custom url|address|hostname; web address of the management; url setting; lokale adresse; adresse .. oberflache; direccion local; 本地地址",
    ),
    ("smart_dev", "smart device info; smartdev*; slow cooker; cooker; appliance set up"),
    ("peer_addresses", "peer address*; peeraddress*; address exchange"),
    ("maker_library", "helper|maker|vendor library; library .. maker|vendor; maker functions"),
    ("arp", "arp|arplookup; neighbour|neighbor table; proc net arp; arp table"),
    ("address_conversion", "ip to mac; mac to ip; mac from ip; ip from mac; conversion|conversoin helper*"),
    ("redirect", "redirect*|weiterleit*|redirig*; forward* .. site; open redirect"),
    (
        "system_command",
        "systemcommand; system command; pingstart; stored|keeps .. command; any command you; web shell; program line; runs it later; leftover diagnostic",
    ),
    (
        "long_body",
        "long|large post|form|body; body longer|larger; content length; 10000 bytes; very large form",
    ),
    ("sysctl", "sysctl*"),
    ("restart_services", "sighup|preinit; restart of services; services restarted; after the services"),
    ("vif", "vif*|iface|ifname|virtual interface; interface name; enable virtual; guest network on"),
    ("vif_off", "vif_disable; disabl* .. interface; switching off .. interface; guest network off"),
    ("vif_on", "vif_enable; enabl* .. interface; switching on .. interface; guest network on"),
    ("radio_reset", "reset_wifi|resetwifi; reset*|resetting .. radio|wifi; wifi reset; devname; device name"),
    ("pc_name", "pc_name|pc_change*; pc name"),
    ("worm", "worm|malware|botnet|honeypot|infected|scans|infect*|self spreading|infectado|infiziert"),
    ("port_8080", "8080"),
    ("snmp", "snmp*; community string"),
    ("tr069", "tr069|cwmp|acs; tr 069"),
    ("vpn", "vpn|openvpn|ipsec|wireguard"),
    ("qos", "qos|bandwidth control|priority rule"),
    ("ipv6", "ipv6|dhcpv6|slaac; router advertisement"),
    ("dhcp", "dhcp*"),
    ("log", "syslog|logs page|log page; log export|viewer"),
    ("ftp", "ftp*|vsftpd|proftpd"),
    ("samba", "samba|smb|smbd|cifs"),
    ("zigbee", "zigbee|thread radio"),
    ("bluetooth", "bluetooth|ble|btsnoop"),
    ("camera", "camera|rtsp|snapshot|netcam|video stream"),
    ("voice", "voip|sip gateway|sip"),
    ("multicast", "multicast|igmp|mdns"),
    ("smart_switch", "set state; setbinarystate|getbinarystate; switch on .. light|lamp"),
    ("csrf", "cross site request forgery; anti csrf; forged page"),
    ("port_range_table", "port range; prf_table*; forwarding table"),
    ("tx_desc", "desc|description field; comment field"),
    ("vlan", "vlan*; 802 1q"),
    ("rip", "rip; set rip; routing protocol; rip mode"),
    ("dfs", "dfs; radar"),
    ("mtu", "mtu|mru"),
    ("channel", "channel|channels|canal|kanal|canale; ext ch selector; 信道"),
    (
        "radio_advanced",
        "beacon*|rts|fragment*|preamble; wireless advanced; advanced wireless; transmit power; 高级无线",
    ),
    ("radio_basic", "wireless|wifi basic; basic wireless; basic radio settings"),
    ("bssid", "bssid*; address of the access point|upstream"),
    (
        "dhcp_reservation",
        "reserv* .. dhcp|address|lease; dhcp reserv*; reserved address*; reservierung*; reserva de direccion",
    ),
    ("dhcp_range", "dhcp range|start|pool; first address of the pool; dhcpstart*; lease time"),
    ("port_trigger", "port trigger*; trigger rule|port; portausloser"),
    ("single_port", "single port*; single forward*"),
    ("ip_range_block", "ip range block*; block* .. range|addresses; blocked addresses"),
    ("social_login", "facebook|twitter; social login; like button; access token; check in page"),
    ("password_alert", "password alert|warning; disable password alert; nag screen"),
    ("check_credentials", "check credentials; credentials check; verify password; test of the password"),
    ("app_upgrade", "upgrade fw; firmware upgrade by|from the app; upgrade by bbs"),
    ("firewall", "firewall*; spi; set firewall; cortafuegos; pare feu; 防火墙"),
    ("port_conflict", "port conflict; check port; port range rule"),
    ("opmode", "op mode; operation mode; operating mode; betriebsart; modo de operacion"),
    ("alg", "alg; alg disable; application layer gateway"),
    ("tunnel6", "6in4|6to4|6rd; ipv6 tunnel; prefix length"),
    ("reboot_schedule", "reboot schedule; scheduled restart; auto reboot"),
    ("statistics", "statistics|traffic counter; statistik"),
    ("snmp_community", "community string*; getcomm|setcomm; community"),
    (
        "remote_admin",
        "remote admin*|management; fernwartung; administracion remota; 远程管理; management port",
    ),
    ("log_view", "log page|viewer|type; system log; log page num; protokollansicht"),
    ("config_download", "nvram cfg; config|configuration file; save cfg; download .. configuration|config"),
    ("protect_status", "protect status; anonymous protect; ipv6 protect"),
    ("virtual_link", "wlan info; wireless info|status page"),
    ("rules_engine", "store rules; rule db; rules processing; rule body"),
    ("gpg_key", "gpg key; signing key"),
    ("dns_id", "dns id|transaction; transaction id; query id"),
    ("http_header", "long header; http header; authorization header; content length; negative length"),
    ("js_file", "localized file; setup js; javascript file"),
    ("supplicant", "supplicant*; wpa_supplicant; eap"),
    ("web_page_name", "web page name; page name"),
    ("command_page", "debug|test command page; mp form; command field|box; hidden debug page; debug page"),
    ("services_port", "services port; service port; validate services"),
    ("cancel_wps", "cancel* wps; wps cancel; cancel wps; abort* .. wps"),
    ("gen_pin", "gen pincode; generate* .. pin; new pin; pin generator"),
    ("enrollee_pin", "enr pin; enrol*|enroll* pin; enrolee|enrollee; pin of the client"),
    ("internet_connection", "internet connection; connection type"),
    (
        "password_field",
        "password of|for the account|service|provider; ddns password; provider password; passwort des anbieters",
    ),
    ("wlan_setup", "wlan setup; wireless setup; wireless settings page"),
];
