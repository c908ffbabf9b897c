// Package overview is the first screen: three ways to begin, and once there is
// something, how it stands.
package overview
