//! Brands, what they make, and how to reach them.

use serde::Serialize;
use url::Url;

use super::words::{Localized, ProductTypeId, word_enum};
use crate::id::BrandId;

/// A kind of device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductType {
    /// Its id, as in the catalog.
    pub id: ProductTypeId,
    /// Its name in the plural, for lists and forms.
    pub name: Localized,
}

/// A brand under which the maker sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brand {
    /// Its id, as in addresses and the catalog.
    pub id: BrandId,
    /// Its name as printed on devices.
    pub name: String,
    /// What its case numbers begin with, for example `LNK`.
    pub case_prefix: String,
    /// Host names under which its program page is served.
    pub hosts: Vec<String>,
    /// The kinds of device that are in scope.
    pub in_scope: Vec<ProductTypeId>,
    /// The kinds of device that are not.
    pub out_of_scope: Vec<ProductTypeId>,
    /// Hosts the server may ask for evidence that a fix is offered.
    pub firmware_hosts: Vec<String>,
    /// How to reach people, best first.
    pub contacts: Vec<Contact>,
}

impl Brand {
    /// The first contact for this audience; with a person behind it when there is one.
    #[must_use]
    pub fn find_contact(&self, audience: Audience) -> Option<&Contact> {
        let mut all = self.contacts.iter().filter(|c| c.audience == audience);
        let first = all.clone().next();
        all.find(|c| c.human).or(first)
    }
}

word_enum! {
    /// Whom a contact is for.
    Audience {
        /// People who report vulnerabilities.
        Researcher = "researcher",
        /// Customers who need help.
        Support = "support",
        /// Journalists.
        Press = "press",
    }
}

word_enum! {
    /// The way of a contact.
    ContactKind {
        /// A page with a form or a chat.
        Web = "web",
        /// A mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// A postal address.
        Post = "post",
    }
}

/// One way to reach the maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The way.
    pub kind: ContactKind,
    /// For whom.
    pub audience: Audience,
    /// Where: a web address, a mail address, a number or a postal address.
    pub address: String,
    /// Whether a person answers there.
    pub human: bool,
    /// What to expect there, for example opening hours.
    pub note: Localized,
}

impl Contact {
    /// The address as a link, where the way has one.
    #[must_use]
    pub fn link(&self) -> Option<Url> {
        match self.kind {
            ContactKind::Web => Url::parse(&self.address).ok(),
            ContactKind::Email => Url::parse(&format!("mailto:{}", self.address)).ok(),
            ContactKind::Phone => {
                Url::parse(&format!("tel:{}", self.address.replace([' ', '(', ')'], ""))).ok()
            }
            ContactKind::Post => None,
        }
    }
}
