//go:build !race

package storage

// raced tells that the race detector is at work, under which all takes many times
// as long.
const raced = false
