// The tests run under dotnet test. Run as a program, the assembly is the child process of a test: see Reliability/ChildProcess.cs.
return await ForwardForward.Tests.Reliability.ChildProgram.RunAsync(args);
