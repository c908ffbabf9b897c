// Package uitest opens screens without a display: a gateway and an archive in
// memory that record what they are told, and ways to find and tap a widget by
// its words.
package uitest
