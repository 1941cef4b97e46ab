//! A browser, steered through WebDriver (W3C), with the few commands that the tests need.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The key under which an element's id stands (WebDriver, section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running chromedriver; it ends with the test.
pub struct Driver {
    process: Child,
    agent: ureq::Agent,
    address: String,
    chromium: String,
}

/// Whether pages may run their scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    On,
    Off,
}

/// A window; it closes when this is dropped.
pub struct Window<'d> {
    driver: &'d Driver,
    session: String,
}

/// An element of the page that is shown now.
pub struct Element<'w> {
    window: &'w Window<'w>,
    id: String,
}

impl Driver {
    /// Starts chromedriver on a free port; nothing when the environment names none.
    pub fn start() -> Option<Self> {
        let program = std::env::var("TELLFIRST_TEST_CHROMEDRIVER").ok();
        let chromium = std::env::var("TELLFIRST_TEST_CHROMIUM").ok();
        let (Some(program), Some(chromium)) = (program, chromium) else {
            println!("skipped: no browser (set TELLFIRST_TEST_CHROMEDRIVER and TELLFIRST_TEST_CHROMIUM)");
            return None;
        };
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.rsplit_once("successfully on port ")
                    .map(|(_, port)| port.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver says its port");
        // A full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)));
        let address = format!("http://127.0.0.1:{port}");
        Some(Self { process, agent: config.build().into(), address, chromium })
    }

    /// Opens a window of a browser of its own.
    pub fn window(&self, script: Script) -> Window<'_> {
        let arguments = [
            "--no-sandbox",
            "--headless=new",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ];
        let scripts = if script == Script::Off { 2 } else { 1 };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": self.chromium,
                "args": arguments,
                "prefs": {"profile.managed_default_content_settings.javascript": scripts},
            },
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let opened = self.send("POST", "/session", &wanted).expect("the browser starts");
        Window { driver: self, session: opened["sessionId"].as_str().unwrap().to_owned() }
    }

    /// A command of the protocol; a failure is the browser's own word for it.
    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        let request = request.header("content-type", "application/json");
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let mut answer = self.agent.run(request.body(body).unwrap()).map_err(|error| error.to_string())?;
        let text = answer.body_mut().with_config().limit(64 << 20).read_to_string().unwrap();
        let mut answer: Value = serde_json::from_str(&text).unwrap();
        match answer["value"]["error"].as_str() {
            Some(error) => {
                Err(format!("{error}: {}", answer["value"]["message"].as_str().unwrap_or_default()))
            }
            None => Ok(answer["value"].take()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Window<'_> {
    /// Sends a command and stops the test when the browser cannot follow it.
    #[track_caller]
    fn command(&self, path: &str, body: &Value) -> Value {
        let path = format!("/session/{}/{path}", self.session);
        self.driver.send("POST", &path, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A command of the developer tools.
    #[track_caller]
    fn tool(&self, command: &str, parameters: &Value) -> Value {
        self.command("goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Opens an address and waits until the page is loaded.
    #[track_caller]
    pub fn open(&self, address: &str) {
        self.command("url", &json!({"url": address}));
    }

    /// The address of the page that is shown.
    pub fn address(&self) -> String {
        let path = format!("/session/{}/url", self.session);
        self.driver.send("GET", &path, &Value::Null).unwrap().as_str().unwrap().to_owned()
    }

    /// Width of the page in CSS pixels, and light or dark.
    pub fn look(&self, width: u32, scheme: &str) {
        self.look_through(width, 900, scheme);
    }

    /// As [`Self::look`], with a height.
    pub fn look_through(&self, width: u32, height: u32, scheme: &str) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tool("Emulation.setDeviceMetricsOverride", &size);
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.tool("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// What can be seen now, as PNG.
    pub fn picture(&self) -> Vec<u8> {
        let path = format!("/session/{}/screenshot", self.session);
        let text = self.driver.send("GET", &path, &Value::Null).unwrap();
        STANDARD.decode(text.as_str().unwrap()).unwrap()
    }

    /// Sets a cookie for the page that is shown.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let cookie = json!({"name": name, "value": value, "path": "/", "httpOnly": true});
        self.command("cookie", &json!({"cookie": cookie}));
    }

    /// Forgets who was signed in.
    pub fn forget_cookies(&self) {
        let path = format!("/session/{}/cookie", self.session);
        self.driver.send("DELETE", &path, &Value::Null).unwrap();
    }

    /// Runs the body of a function in the page and answers what it returns.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({"script": script, "args": []}))
    }

    /// As [`Self::run`], for scripts that answer later through their last argument.
    #[track_caller]
    pub fn run_later(&self, script: &str) -> Value {
        self.command("execute/async", &json!({"script": script, "args": []}))
    }

    /// What the console said since the last look: level and message of each line.
    pub fn console(&self) -> Vec<(String, String)> {
        let lines = self.command("se/log", &json!({"type": "browser"}));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        lines.as_array().unwrap().iter().map(|line| (text(&line["level"]), text(&line["message"]))).collect()
    }

    /// The first element that a CSS selector names.
    pub fn find(&self, selector: &str) -> Option<Element<'_>> {
        let path = format!("/session/{}/element", self.session);
        let wanted = json!({"using": "css selector", "value": selector});
        let found = self.driver.send("POST", &path, &wanted).ok()?;
        Some(Element { window: self, id: found[ELEMENT].as_str()?.to_owned() })
    }

    /// The first element that a CSS selector names; the test stops when it does not come.
    #[track_caller]
    pub fn get(&self, selector: &str) -> Element<'_> {
        let came = self.wait_for(|| self.find(selector));
        came.unwrap_or_else(|| panic!("{} has no {selector}:\n{}", self.address(), self.text()))
    }

    /// A click answers before the next page is there, so what a page has to show may take a moment.
    fn wait_for<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            match look() {
                None if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(50)),
                found => return found,
            }
        }
    }

    /// The words of the page as a reader sees them.
    pub fn text(&self) -> String {
        self.find("body").map(|body| body.text()).unwrap_or_default()
    }

    /// Checks that a text stands on the page, or comes to stand there.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        let came = self.wait_for(|| self.text().contains(text).then_some(()));
        assert!(came.is_some(), "{} does not show {text:?}:\n{}", self.address(), self.text());
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        let _ = self.driver.send("DELETE", &format!("/session/{}", self.session), &Value::Null);
    }
}

impl Element<'_> {
    #[track_caller]
    pub fn click(&self) {
        self.window.command(&format!("element/{}/click", self.id), &json!({}));
    }

    /// Types into a field, after what stands there.
    #[track_caller]
    pub fn type_in(&self, text: &str) {
        self.window.command(&format!("element/{}/value", self.id), &json!({"text": text}));
    }

    /// The words of the element as a reader sees them.
    pub fn text(&self) -> String {
        let path = format!("/session/{}/element/{}/text", self.window.session, self.id);
        let text = self.window.driver.send("GET", &path, &Value::Null);
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }
}
