namespace ForwardForward.PackageTests;

/// <summary>What a finished command left.</summary>
/// <param name="Command">The command line, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test with everything the command wrote, unless it succeeded.</summary>
    public CommandResult ShouldSucceed()
    {
        if (ExitCode != 0)
            throw new InvalidOperationException($"{Command}\nended with exit code {ExitCode}.\n{Output}\n{Error}");
        return this;
    }
}
