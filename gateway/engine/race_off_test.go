//go:build !race

package engine_test

const scale = 1
