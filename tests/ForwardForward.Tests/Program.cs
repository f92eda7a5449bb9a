// The tests run under dotnet test. Run as a program, the assembly is the child process of a test: see Reliability/ChildProcess.cs.
return ForwardForward.Tests.Reliability.ChildProgram.Run(args);
