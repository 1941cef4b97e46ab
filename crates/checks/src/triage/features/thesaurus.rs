//! Plain words of the trade that mean the same, in English and the languages people write in.
//!
//! One word stands for each group, so that a report of the symptom and one of the code, or two in different
//! languages, share words. Only words with one meaning in reports are here; parts of devices that take several
//! words are in the table of parts.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The word that stands for a word, given folded and stemmed.
pub(super) fn canonical(word: &str) -> &str {
    GROUPS.get(word).copied().unwrap_or(word)
}

static GROUPS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = TABLE.lines().map(str::split_whitespace);
    lines
        .filter_map(|mut words| words.next().map(|first| (first, words)))
        .flat_map(|(first, words)| words.map(move |word| (word, first)))
        .collect()
});

/// Each line: the word that stands for the others, then the others.
const TABLE: &str = "\
nam nombr nom nom nome bezeichnung 名
address addr adress adresse direccion indirizzo endereco adres адрес 地址 addres
password passwd passwort kennwort contrasen contrasena contrasenya clav senha wachtwoord pass pwd парол пароль 密码 パスワード
passphras psk wpakey
server serveur servidor serverfeld servers сервер サーバ
tim zeit uhrzeit hora heur tempo tiempo orario tijd время 时间 時刻
clock uhr horloge reloj orologio relogio klok
schedul zeitplan horario horair calendrier timetabl programacion agenda расписани 计划
mask netmask netzmask mascara masqu maschera masker маск 掩码
rout route ruta rota rotta itinerair маршрут 路由
rul regel regla regle regola regra правил 规则
user usr benutzer usuario utilisateur utent utilizador gebruiker account konto cuenta compt пользовател 用户
mail email courriel correo posta почт 邮件 邮箱
pag seit pagina webpag pagina website страниц 页面
languag lang sprach idioma langu lingua taal язык 语言
filter filtr filtro фильтр 过滤
upgrad updat aktualisierung actualizacion actualiser aggiornamento atualizacao bijwerken обновлени 升级 更新 ota
schlussel key cle llav chiav chave sleutel ключ 密钥
label etikett etiquet etiquett etichett volum
folder dir directory verzeichnis ordner carpet dossier cartell past map папк 目录
stick usb pendriv chiavett thumbdriv
shar freigab compartido partag condivision delad 共享
guest gast invitado invit ospit convidado visitor visitant гост 访客 ゲスト
parental kindersicherung jugendschutz 家长
keyword stichwort schlagwort motscle palabra
sit websit sitio
block gesperrt sperr bloqu blocco 拦截
reserv fixed leas lease reservierung reservation
priority qos prioritat prioridad priorit
forward weiterleitung reenvio redirection inoltro 转发
trigger auslos
diagnos diagnostic diagnostik diagnos
ping erreichbarkeit
tracerout trac
size gross groess tamano taill dimension tamanho 大小
packet paket paquet pacchetto pacot 包
log protokoll registro journal
host rechnernam rechner hostnam hostname computernam equipo ordinateur
hint merkhilf pista indic suggerimento dica reminder
profil profile perfil
certificat zertifikat certificado certificato cert
export exportar download herunterlad descarg telecharg scaric baixar
backup sicherung sicherungskopi copia sauvegard 备份
restor wiederherstellung restaur
camera kamera netcam
stream livestream
plug steckdos enchuf pris tomad presa stekker розетк 插座
switch schalter interruptor interrupteur interruttor schakelaar
extender repeater repetidor repeteur
partition partizion particion
link symlink verknupfung enlac lien shortcut
mapping portmapp
comment description desc descripcion beschreibung kommentar комментари 描述
client clients geraet gerat stations station
wired cabled kabel ethernet
wireless wifi wlan drahtlos inalambric sans
reboot restart neustart reinici redemarr riavvi reinici
survey scan
wak wol aufweck
sleep schlaf
relay tunnel
pair koppel kopplung onboard emparejamiento appairag
bluetooth ble
provider isp anbieter fournisseur proveedor
firewall cortafuego
dmz demilitariz desmilitarizad entmilitarisiert exposed
vlan tagged 802
domain dominio domain
gateway passerell puert
wizard assistant assistent asistent einrichtungsassistent
setup einrichtung instalacion installation konfigurieren
signatur signed unsigned firma
check pruf verif

";
