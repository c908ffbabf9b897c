// Package theme is the look: colours by name for light and dark, fonts, sizes,
// and the zoom that scales them all. Widgets read colours and sizes each time
// they refresh, so a change shows at once.
package theme
