//! A headless Chromium as a person uses it: go to a page, click, type, look.
//!
//! Every call waits for its end, so tests of pages read like all others. What a page should show
//! is left to `page`.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::{
    By, CapabilitiesHelper as _, ChromiumLikeCapabilities as _, DesiredCapabilities, WebDriver,
    WebElement, error::WebDriverResult,
};
use tokio::runtime::Runtime;

use crate::{support::PATIENCE, tools::can};

/// Without the last few it asks its maker's servers for news.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Whether Chromium and its driver are installed.
#[track_caller]
pub fn has_browser() -> bool {
    let starts = |name| Command::new(name).arg("--version").output().is_ok();
    can("chromium and chromedriver", starts("chromium") && starts("chromedriver"))
}

/// A browser with a new profile; it ends when this goes.
pub struct Browser {
    runtime: Runtime,
    driver: WebDriver,
    program: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts one with a window of this size in pixels.
    pub fn start(width: u32, height: u32, flags: &[&str]) -> Self {
        // The driver's client is built with our own choice of cryptography, though it uses none.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let profile = tempfile::tempdir().expect("temporary folder");
        let (program, port) = driver();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.accept_insecure_certs(false).expect("a capability");
        let own = [
            format!("--user-data-dir={}", profile.path().display()),
            format!("--window-size={width},{height}"),
        ];
        for flag in FLAGS.iter().chain(flags) {
            wanted.add_arg(flag).expect("a flag");
        }
        for flag in &own {
            wanted.add_arg(flag).expect("a flag");
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("threads");
        let driver = runtime.block_on(WebDriver::new(format!("http://127.0.0.1:{port}"), wanted));
        Self { runtime, driver: driver.expect("the browser starts"), program, _profile: profile }
    }

    #[track_caller]
    fn now<T>(&self, work: impl Future<Output = WebDriverResult<T>>) -> T {
        let work = async { tokio::time::timeout(PATIENCE, work).await };
        let done = self.runtime.block_on(work).expect("the browser answers");
        done.unwrap_or_else(|error| panic!("{error}\n{}", self.text()))
    }

    #[track_caller]
    pub fn open(&self, url: &str) {
        self.now(self.driver.goto(url));
    }

    /// Runs a script in the page; what it returns.
    #[track_caller]
    pub fn script(&self, script: &str) -> Value {
        self.now(async { Ok(self.driver.execute(script, vec![]).await?.json().clone()) })
    }

    /// All that the page says now.
    pub fn text(&self) -> String {
        let read = self.driver.execute("return document.body.innerText", vec![]);
        let text = self.runtime.block_on(read).map(|text| text.json().to_string());
        text.unwrap_or_else(|error| format!("(the page cannot be read: {error})"))
    }

    /// Waits until an expression is true in the page; its value.
    #[track_caller]
    pub fn until(&self, expression: &str) -> Value {
        let began = Instant::now();
        loop {
            let value = self.script(&format!("return ({expression})"));
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(began.elapsed() < PATIENCE, "{expression} stays false:\n{}", self.text());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until an element of the page says this.
    #[track_caller]
    pub fn says(&self, selector: &str, text: &str) {
        self.until(&format!(
            "[...document.querySelectorAll({selector:?})].some(e => e.innerText.includes({text:?}))"
        ));
    }

    #[track_caller]
    fn element(&self, selector: &str) -> WebElement {
        self.until(&format!(
            "(e => e && e.getClientRects().length > 0)(document.querySelector({selector:?}))"
        ));
        self.now(self.driver.find(By::Css(selector)))
    }

    /// Clicks on an element when it is there.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.now(async {
            element.scroll_into_view().await?;
            element.click().await
        });
    }

    /// Types into an element, after what it holds was taken out.
    #[track_caller]
    pub fn fill(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.now(async {
            element.clear().await?;
            element.send_keys(text).await
        });
    }

    /// Presses keys; whatever has the focus gets them.
    #[track_caller]
    pub fn press(&self, keys: impl Into<thirtyfour::TypingData>) {
        let keys = keys.into();
        self.now(async { self.driver.active_element().await?.send_keys(keys).await });
    }

    /// Makes the window as large as this.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.now(self.driver.set_window_rect(0, 0, width, height));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if thread::panicking() {
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page.png");
            if self.runtime.block_on(self.driver.screenshot(&file)).is_ok() {
                println!("the page as it was: {}", file.display());
            }
        }
        // It may have crashed; then there is nothing to close.
        let _ = self.runtime.block_on(self.driver.clone().quit());
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Starts the driver on a free port; the port. Two that start at the same moment can choose the same
/// one, and then one of them ends: it is started again.
#[track_caller]
fn driver() -> (Child, u16) {
    (0..5).find_map(|_| listening()).expect("chromedriver says where it listens")
}

fn listening() -> Option<(Child, u16)> {
    let mut command = Command::new("chromedriver");
    let command = command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = command.spawn().expect("it is installed");
    let mut lines = BufReader::new(program.stdout.take().expect("it is piped")).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    let Some(port) = port else {
        // It has ended, or closed its output and will not be heard of again.
        let _ = program.kill();
        let _ = program.wait();
        return None;
    };
    // Someone must read on, or it would wait for us.
    thread::spawn(move || lines.for_each(drop));
    Some((program, port))
}
