//! Services and rarer pages of home network devices, under the names people give them.

/// Parts of a device, in the form of the table they are joined to.
pub(super) const SERVICES: &[(&str, &str)] = &[
    (
        "wake_on_lan",
        "wol*|etherwake|wakeonlan*; wake on lan; wake|wakes|waking|wakeup .. pc|computer|machine|host; aufweck*; despertar .. equipo|ordenador; reveil* .. ordinateur; sleeping machine|computer|pc; 网络唤醒; 远程唤醒",
    ),
    (
        "dmz",
        "exposed host; outside of the|its firewall; demilitar*|desmilitar*|entmilitar*|smilitarizz*; 非军事区",
    ),
    (
        "log_server",
        "syslog*; remote log*; log|logging server|host|receiver; log .. address|server|host; protokollserver; servidor de registro; serveur de journal*; 日志服务器; ログサーバ",
    ),
    (
        "static_route",
        "fixed route|routes; add|adds|added|adding a|an .. route; destination network; routes page|form; ruta fija; статическ* маршрут*; 静态路由; 静的ルート",
    ),
    (
        "route_destination",
        "destination|target network|address|field; route .. destination; ziel*; destino; destination .. route",
    ),
    ("vlan", "tagged network*; tag list; virtual lan|network*; vlan*|vid; 虚拟局域网"),
    (
        "qos",
        "priority|prioritise*|prioritize* .. traffic|rule; traffic .. priority; quality of service; prioridad; dienstgute; 带宽",
    ),
    (
        "dhcp_reservation",
        "fixed|static|permanent lease*; dhcpreserv*; address reserv*; reserv* .. address|lease|device; 地址保留; 静态分配",
    ),
    (
        "upnp_mapping",
        "addportmapping*|deleteportmapping*|getportmapping*; newportmapping*|newinternal*|newexternal*; mapping request|call|description|comment|entry; add|adds|adding a mapping; mapping .. upnp; upnp .. mapping",
    ),
    (
        "mapping_description",
        "newportmappingdescription*; description|comment|text .. mapping; mapping description|comment|text",
    ),
    ("inner_host", "newinternalclient*; inner|internal host|client|machine; address of the inner"),
    ("mdns", "mdns|bonjour|avahi*; multicast dns; instance name"),
    (
        "tr069",
        "connection request; connectionrequest*; 7547; auto configuration server; fernkonfiguration; remote provisioning",
    ),
    ("snmp", "snmpwalk|snmpset|snmpget|mib|oid"),
    ("bluetooth", "gatt|btle|characteristic|bleak; blauzahn; 蓝牙; ブルートゥース"),
    (
        "onboarding",
        "onboard*|commissioning|provisioning; set up|being set|first setup|mode; adding a node|device; rejoin*; reset node; matter",
    ),
    ("mesh", "mesh*|backhaul|child node|parent node; node .. joins|join"),
    ("live_view", "rtsp*|onvif|mjpeg|ffplay|vlc; live view|picture|stream|video; 554; snapshot"),
    ("relay", "relay*; remote access agent|client|daemon|service|tunnel; tunnel daemon|client"),
    (
        "update_check",
        "version check; check* for .. version|update|firmware; newest version; update check*; aktualisierungsprufung; suche nach aktualisierung*",
    ),
    ("speed_test", "speed test*; speedtest*; geschwindigkeitstest; prueba de velocidad; test de debit"),
    ("mail_alert", "smtp*; mail|email alert*|notification*; alert mail; log .. by mail"),
    (
        "keyword_filter",
        "keyword*|stichwort*|palabra clave; mots cles; url filter; blocked site*|word*; block* .. site*|page*|url*; 关键字",
    ),
    ("captive_portal", "captive|splash|welcome page|portal; portal*; login page of the guest"),
    (
        "vpn_profile",
        "ovpn; vpn|openvpn|wireguard profile*|export*|config*|file; profile .. download; certificate authority .. key; ca private key",
    ),
    ("ipsec", "ipsec|ike|ikev2; pre shared; preshared"),
    ("radius", "radius; enterprise authentication|mode"),
    ("print_server", "print server|spooler; lpd"),
    (
        "sessions",
        "old|existing session|sessions; session timeout|fixation|id|token; logout; stay* logged in; sitzung*",
    ),
    (
        "login_tries",
        "brute force*; rate limit; number of|many tries|attempts|guesses; lock out|lockout; limit .. tries|attempts",
    ),
    ("share_comment", "share comment|description; comment .. share; sharecomment*|share_comment"),
    ("led", "led|leds|night light; lights schedule"),
    ("console_port", "uart|serial console|jtag; boot loader|bootloader|u boot; tftp"),
    ("installer", "installer|setup program|driver; unquoted service; windows service"),
    ("group_rule", "group name|entry|enable; enable_group|name_group"),
    ("rule_name", "rulename*; name .. rule|trigger|schedule; rule name; regelname*; nombre de la regla"),
    ("trigger", "port triggering; triggering; triggerrule*"),
    (
        "device_name",
        "device name*; devicename*; name .. device|unit|node; geratename*; nombre del dispositivo",
    ),
    ("station_name", "host name .. client; dhcp client name; option 12"),
    (
        "mount_point",
        "mount point|path|directory; mounted|mounts .. over|outside|elsewhere|anywhere; volume named|name; named volume",
    ),
    ("remote_port", "management port; open port|ports; 8080|8443|10080"),
    ("ntp", "时间服务器; 時刻サーバ; ntp サーバ; ntpclient*|ntpd*; timeserver*; pool ntp org"),
    ("wps", "protected setup; 一键加密"),
    ("admin_page", "管理画面; admin|management page|pages|interface open*; web interface .. guest"),
    ("password_recovery", "forgot password page; recovery key|code|page; passwort .. vergessen .. seite"),
];
