// Package widgets holds the pieces that screens are made of: text without
// padding, surfaces, tight layouts, buttons, fields, the row grid, the hex view,
// toasts. They show what they are given and know no room of the gateway.
//
// Sizes are Fyne units at zoom 100 %; every widget reads colours and sizes when
// it refreshes. All of it belongs to Fyne's one thread.
package widgets
