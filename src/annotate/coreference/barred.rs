//! Whom a mention cannot mean, whatever else speaks for them, as the words around it tell.

use smallvec::SmallVec;

use crate::annotate::mention::Form;

use super::Resolver;

impl Resolver<'_> {
    /// Whom what a mention says speaks to by name, if it says something: who says "Sit down, Ada" is not Ada.
    pub(super) fn called_by(&self, index: usize) -> &[usize] {
        let called = self.scene.speaks[index].and_then(|said| self.place.called.get(said));
        called.map(SmallVec::as_slice).unwrap_or_default()
    }

    /// Whom a pronoun cannot mean, as the words around it tell.
    pub(super) fn barred(&self, index: usize) -> SmallVec<[usize; 2]> {
        let mut barred = SmallVec::from_slice(self.called_by(index));
        barred.extend(self.apposed_name(index));
        barred
    }

    /// The name beside a pronoun whose role the pronoun is part of: "Ada, her maid," is somebody else's maid.
    fn apposed_name(&self, index: usize) -> Option<usize> {
        let own = &self.scene.mentions[index];
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let mut names = beside.filter(|name| {
            let Some(mention) = self.scene.mentions.get(*name) else { return false };
            let Form::Name(name) = &mention.raw.form else { return false };
            let roles = [name.title_range, name.role, name.apposition];
            mention.paragraph == own.paragraph && roles.into_iter().flatten().any(|role| role.covers(own.raw.range))
        });
        self.named.of(names.find(|_| own.raw.possessive())?)
    }
}
