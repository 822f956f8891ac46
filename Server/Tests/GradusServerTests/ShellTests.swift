import Testing
@Suite struct ShellTests { @Test func a() {} }
