//! `cargo xtask screenshots`: the pictures of README and documentation, taken anew from the demo.

use crate::shell::{Failure, Result, cargo, root, run};
use crate::tools;

/// Takes them; a browser is needed.
pub fn take() -> Result {
    let (Some(chromium), Some(driver)) = (tools::chromium(), tools::chromedriver()) else {
        return Err(Failure(
            "Chromium and ChromeDriver are needed; on Debian: apt-get install chromium-driver".to_owned(),
        ));
    };
    let mut command =
        cargo(&["test", "-p", "tellfirst", "--test", "browser", "pictures", "--", "--nocapture"]);
    command.env("TELLFIRST_TEST_CHROMIUM", chromium).env("TELLFIRST_TEST_CHROMEDRIVER", driver);
    run(command.env("TELLFIRST_TEST_PICTURES", root().join("docs/images")))
}
