// Package words has what the window says in the language of its user. The
// English sentence is the key: a sentence without a translation is shown as it
// stands in the code. Translations are assets/translations/*.json.
//
// T and N are for sentences that stand in the code: they take literals only,
// which is how the test of this package finds every key. Of, Problem and Said
// are for sentences that come from the gateway: labels and help of settings,
// names of states, problems, events.
//
// Translated are screens, problems, settings, the meanings of statuses and the
// advice on them; the notes on fields, TLVs and enumerations of the protocol are
// English in every language, as the specification is. Toolkit dialogs follow the
// desktop.
//
// The language in force is the one thing here that changes, and the window alone
// changes it, as it does the theme: it is read where a text is made, so a window
// that changes its language builds its screens anew.
package words
