// Package number reads phone numbers as people type and paste them: it makes
// SMPP addresses of them, chooses type of number and numbering plan with the
// reason in words, and says what is wrong with the rest.
//
// It is the only user of the phonenumbers library. It is pure.
package number
