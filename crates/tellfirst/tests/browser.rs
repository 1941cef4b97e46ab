//! The pages in a real browser: rules of accessibility, narrow screens, the content security policy, and life
//! without script.
//!
//! `TELLFIRST_TEST_CHROMEDRIVER` and `TELLFIRST_TEST_CHROMIUM` name the programs, `TELLFIRST_TEST_AXE` the script
//! of axe-core; `cargo xtask test` sets all three. What is not named is skipped, and says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]
#![allow(clippy::print_stdout, reason = "a skipped test says why")]

mod browser {
    pub mod driver;
    pub mod pages;
    pub mod pictures;
    pub mod site;
    pub mod without_script;
}
