//go:build race

package engine_test

// scale divides the numbers of tests that are large.
const scale = 50
