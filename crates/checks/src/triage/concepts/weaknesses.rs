//! Classes of weaknesses by the words people use for them.

use std::sync::LazyLock;

use crate::triage::words::Lexicon;

/// Classes of weaknesses by words. The text is stable: it goes into stored tokens.
pub(crate) static WEAKNESSES: LazyLock<Lexicon<&'static str>> =
    LazyLock::new(|| Lexicon::new(WEAKNESS_WORDS));

const WEAKNESS_WORDS: &[(&str, &str)] = &[
    ("overflow", "overflow*|overrun*|oversize; stack smash*|buffer|array|frame; memory corruption|unsafe; segfault|sigsegv; segmentation fault; saved return address; return address; out of bounds|write; copied to the stack|a local; strcpy|strcat|memcpy|sprintf; crash*; control of pc; pc control; too long; no length check; without length|bound*; not limited; any length; very long; longer than; instruction pointer; return address; ra overwritten
        desbord*; debordement*; pufferuberlauf*; uberlauf*; sturzt .. ab; absturz; traboccamento; estouro; nombre largo; pila; trop long; zu lang*; sehr langer; 溢出; 过长; 崩溃; numeros of characters; memory corruption; heap"),
    ("command", "command|code|shell execution|injection|injections; command|commands was|is|are|were|run|runs|built|line|tool; in|with|as a|the|one command|shell; wl command; used in a command; part of a command; reboot was|is executed; rce; os execute; root shell; shell characters|code|command; executes|executed|evaluated|executable; is run as; popen|dosystemcmd|twsystem; system call; system of; runs commands|code|any; remote shell|command; command line; back ticks|backticks; semicolon; telnetd; cmdi; shell; via sh; injection; executes any; by sh
        ejecuta*|ejecucion; execute|executer|execution; ausgefuhrt|befehlsausfuhrung|befehle; eseguito|esegue|esecuzione|comando; executa*|execucao; 命令注入; 执行任意; 命令执行; 注入; 拼接"),
    ("csrf", "csrf token; cross site request forgery; no token in"),
    ("xss", "xss; cross site scripting; shown as html; script .. executed in the browser; stored script; html injection"),
    ("traversal", "traversal; dot dot; any file; path travers*; moves it; outside the web root|directory; symlink*; symbolic link; reading files|file; local files; directory traversal; mount .. over"),
    ("credential", "hard coded|hardcoded; default wireless|wifi|wlan|wpa2|wpa key|password|pass; default|printed|factory password|key|credential* .. same|derived|computed|calculated|mac|every; default|standard credentials; fixed password|one|login; second password; built in account; same password|key|credentials; printed key; derived from .. mac; can be computed; base64 of the; password in|itself .. cookie; blank|empty password|admin; no password by default; weak credential|password; guessable|predictable"),
    ("auth", "authentication|authorization|authorisation|login bypass; bypass*; without authori*|x jnap|authorization; missing auth*; no auth header; client side login|check; enables telnet; switch* on .. telnet; not authenticated; session .. guess*; without .. autorizacao|autorizacion|autorisation"),
    ("disclosure", "leak*|disclos*|reveals|exposes|readable|public|not protected|is served; information disclosure; without login|password; plain|clear text; cleartext|plaintext; unencrypted; gives out; learns data; sans chiffrement|connexion; ohne anmeldung abrufbar; 泄露; 明文; lisible"),
    ("verification", "signature|signed; not verified|checked; weak check; verification|verified wrong|weakness; forged; any certificate; checksum; modified firmware|image; accepts damaged; plain http; without tls; man in the middle; altered body; integrity"),
    ("xxe", "xxe; external entit*; entities; by xml; entity"),
    ("redirect", "open redirect; forwards to any"),
];
