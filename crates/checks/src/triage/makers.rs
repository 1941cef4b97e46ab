//! Other makers of home network devices, their product lines, and firmware projects: a list of facts.
//!
//! Sources: the vendor names of public CVE records about home network devices, and the makers' own product
//! lines as everyone can read them on the box.

/// Makers with the words that name them or their product lines. The words are patterns of the lexicons.
pub(crate) const MAKERS: &[(&str, &str)] = &[
    ("NETGEAR", "netgear; nighthawk; orbi; readynas; arlo"),
    ("TP-Link", "tp link; tplink; archer; deco m*|x*|s*|e*|p*|be*; tapo; kasa; omada"),
    ("D-Link", "d link; dlink; mydlink"),
    ("ASUS", "asus; asuswrt; zenwifi; aicloud"),
    ("Tenda", "tenda"),
    ("TOTOLINK", "totolink; toto link"),
    ("Zyxel", "zyxel"),
    ("Huawei", "huawei"),
    ("Xiaomi", "xiaomi; miwifi; redmi; yeelight"),
    ("MikroTik", "mikrotik; routeros; winbox"),
    ("Ubiquiti", "ubiquiti; unifi; edgerouter; edgeos; amplifi"),
    ("Cisco", "cisco; meraki"),
    ("DrayTek", "draytek; vigor2*|vigor3*|vigor1*"),
    ("AVM", "fritz box; fritzbox; avm; fritz os; fritzos"),
    ("Google", "nest wifi; nest hub; nest mini; google wifi; nest thermostat; nest cam*; chromecast"),
    ("Eero", "eero; eeros"),
    ("Samsung", "smartthings hub; samsung hub; samsung tv; samsung"),
    ("Philips", "philips hue; hue bridge; signify; philips"),
    ("Hikvision", "hikvision"),
    ("Dahua", "dahua; imou"),
    ("Reolink", "reolink"),
    ("Wyze", "wyze"),
    ("Ring", "ring doorbell; ring camera; ring video"),
    ("Shelly", "shelly; allterco"),
    ("Sonoff", "sonoff; ewelink; itead"),
    ("Tuya", "tuya; smart life chip"),
    ("Meross", "meross"),
    ("Anker", "anker; eufy; soundcore"),
    ("Apple", "airport extreme; airport express; time capsule; homepod; iphone hotspot"),
    ("Arcadyan", "arcadyan; speedport"),
    ("Sagemcom", "sagemcom; livebox; fast 5*; f st"),
    ("Technicolor", "technicolor; thomson tg*"),
    ("Arris", "arris; surfboard; motorola sb*; motorola"),
    ("Actiontec", "actiontec"),
    ("Buffalo", "buffalo airstation; airstation; buffalo wsr*|whr*|wzr*|wcr*; buffalo"),
    ("EDIMAX", "edimax"),
    ("Wavlink", "wavlink"),
    ("Ruijie", "ruijie; reyee"),
    ("H3C", "h3c"),
    ("ZTE", "zte"),
    ("Mercusys", "mercusys"),
    ("TRENDnet", "trendnet"),
    ("EnGenius", "engenius"),
    ("LB-LINK", "lb link; blink bl*"),
    ("COMFAST", "comfast"),
    ("GL.iNet", "gl inet; glinet"),
    ("Synology", "synology; diskstation"),
    ("QNAP", "qnap"),
    ("Western Digital", "western digital; my cloud home"),
    ("Amcrest", "amcrest"),
    ("Foscam", "foscam"),
    ("Axis", "axis communications; axis camera"),
    ("Bosch", "bosch"),
    ("Siemens", "siemens; scalance"),
    ("Fortinet", "fortinet; fortigate; fortios"),
    ("Juniper", "juniper"),
    ("Aruba", "aruba instant; aruba"),
    ("Ruckus", "ruckus"),
    ("Netis", "netis"),
    ("Cudy", "cudy"),
    ("Teltonika", "teltonika"),
    ("Sierra Wireless", "sierra wireless; airlink"),
    ("Sonos", "sonos"),
    ("Roku", "roku"),
    ("Ikea", "ikea; tradfri; dirigera"),
    ("Govee", "govee"),
    ("Lutron", "lutron; caseta"),
    ("Ecobee", "ecobee"),
    ("Honeywell", "honeywell"),
    ("Starlink", "starlink"),
    ("Vodafone", "vodafone station; easybox"),
    ("Comtrend", "comtrend"),
    ("Billion", "billion bipac; bipac"),
    ("Planet", "planet technology"),
    ("Moxa", "moxa"),
    ("Peplink", "peplink"),
    ("Keenetic", "keenetic"),
    ("DJI", "dji"),
    ("HP", "hp printer; laserjet; officejet"),
    ("Brother", "brother printer; brother mfc"),
    ("Epson", "epson"),
    ("Canon", "canon printer; canon pixma"),
];

/// Shapes of model numbers of other makers: letters, then digits, after joining and folding. `#` is a digit,
/// `?` a letter, `*` the rest.
pub(crate) const MODEL_SHAPES: &[(&str, &str)] = &[
    (
        "NETGEAR",
        "r6###*|r7###*|r8###*|r9###*|wnr####*|wndr####*|dgn####*|rax##*|rbr##*|rbs##*|rbk##*|dgnd####*|wnce####*|jnr####*|ex6###*|ex7###*",
    ),
    ("D-Link", "dir#*|dap####*|dsl####*|dcs###*|dns3##*|dgs####*|dwr###*|dwl####*|dhp###*|covr####*"),
    ("TP-Link", "tlwr#*|tlwa#*|tlmr#*|tlsg#*|tlwdr#*|tlr#*|tlsc#*|hs1##|hs2##|kp1##|kp3##"),
    ("ASUS", "rtac#*|rtax#*|rtn##*|rtbe##*|gtac#*|gtax#*|dslac##*|dsln##*"),
    ("Zyxel", "nas3##*|nas5##*|nwa####*|usgflex*|vmg####*|nbg####*|armor z#"),
    ("TOTOLINK", "a###r?*|a####r*|x####r|t6##|n###rt|n###re|lr###*|cp###|ca###"),
    ("Huawei", "hg5##*|hg6##*|hg8###*|b3##s*|ws5###|eg8###*"),
    ("Hikvision", "ds2cd*|ds2de*|ds7###*"),
    ("Reolink", "rlc###*|rln##*|e1pro|e1zoom"),
    ("Cisco", "rv0##*|rv1##*|rv2##*|rv3##*|spa112*|spa122*|wap1##|wap3##|wap5##"),
    ("Wavlink", "wlwn5##*|wlwn####*"),
    ("DrayTek", "vigor#*"),
    ("EDIMAX", "br6###*|ic3###*|ew7###*"),
    ("TRENDnet", "tew###*|tvip###*"),
    (
        "Tenda",
        "ac6|ac7|ac8v#|ac9|ac10|ac10u|ac15|ac18|ac20|ac21|ac23|tx3|tx9|fh12##|w15e|w20e|w30e|i12|i22|i24",
    ),
    ("MikroTik", "rb###*|hapac*|hapax*|crs3##*"),
    ("Dahua", "ipchfw*|dhipc*"),
    ("ZTE", "zxhn*|mf28#*|f670*|f660*"),
    ("Sagemcom", "fast5###*|fast3###*"),
];

/// Clouds of brands as their makers name them in public: brand (folded), hosts, names.
pub(crate) const BRAND_CLOUDS: &[(&str, &[&str], &[&str])] = &[
    ("linksys", &["linksyssmartwifi.com"], &["Smart Wi-Fi", "Linksys app cloud"]),
    ("wemo", &["xbcs.net"], &["Wemo app account"]),
];

/// Firmware made by others that runs on many makers' hardware.
pub(crate) const FIRMWARE_PROJECTS: &[(&str, &str)] = &[
    ("DD-WRT", "dd wrt; ddwrt"),
    ("OpenWrt", "openwrt; open wrt; lede; luci rpc; ubi layout; libre cmc; librecmc; turris os"),
    (
        "Tomato",
        "freshtomato; fresh tomato; advancedtomato; tomato firmware; tomatousb; tomato usb; tomato by shibby",
    ),
    ("Gargoyle", "gargoyle"),
    ("Tasmota", "tasmota; esphome; espurna"),
    ("pfSense", "pfsense; opnsense; vyos"),
];

/// Whether a joined, folded model name has one of the shapes.
pub(crate) fn has_shape(model: &str, shapes: &str) -> bool {
    shapes.split('|').any(|shape| fits(model, shape))
}

fn fits(model: &str, shape: &str) -> bool {
    let mut chars = model.chars();
    for wanted in shape.chars() {
        match wanted {
            '*' => return true,
            '#' => {
                if !chars.next().is_some_and(|c| c.is_ascii_digit()) {
                    return false;
                }
            }
            '?' => {
                if !chars.next().is_some_and(|c| c.is_ascii_alphabetic()) {
                    return false;
                }
            }
            letter => {
                if chars.next() != Some(letter) {
                    return false;
                }
            }
        }
    }
    chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_digits_from_letters() {
        assert!(has_shape("r7000", "r7###*"));
        assert!(has_shape("r7000p", "r7###*"));
        assert!(!has_shape("re700", "r7###*"));
        assert!(has_shape("ac15", "ac10|ac15"));
        assert!(!has_shape("ac1500", "ac10|ac15"));
    }
}
