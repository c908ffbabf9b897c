// Package autoreplies is the screen of the rules on incoming messages: their
// order and counts, the form of one, and a box that tells which rule would act
// on a text, what it would send, and why the others would not.
package autoreplies
