using System.Diagnostics;

namespace ForwardForward.Tests.Reliability;

/// <summary>This assembly, run as a process of its own with one thread; killed at the latest when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    /// <param name="arguments">As <see cref="ChildProgram"/> has them.</param>
    public ChildProcess(params string[] arguments)
    {
        _process = Start(Path.GetTempPath(), arguments);
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <param name="environment">Variables that it gets, or, where null, does not get.</param>
    /// <param name="arguments">As <see cref="ChildProgram"/> has them.</param>
    public ChildProcess(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        _process = Start(Path.GetTempPath(), environment, arguments);
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it without watching over it.</summary>
    /// <param name="temporary">Where its temporary files go, which it may leave behind when it dies.</param>
    /// <param name="arguments">As <see cref="ChildProgram"/> has them.</param>
    public static Process Start(string temporary, params string[] arguments) =>
        Start(temporary, new Dictionary<string, string?>(StringComparer.Ordinal), arguments);

    private static Process Start(string temporary, IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ChildProgram).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1"; // Several threads crawl where other work keeps the cores busy.
        if (arguments is [ChildProgram.Collections, ..])
            start.Environment["DOTNET_TieredCompilation"] = "0"; // Optimised from the first call on: what is not held is let go at once.
        if (arguments is [ChildProgram.StepMemory, ..])
            start.Environment["MALLOC_MMAP_THRESHOLD_"] = "65536"; // A larger block is a mapping of its own, and each of its pages a fault.
        start.Environment["TMPDIR"] = start.Environment["TEMP"] = start.Environment["TMP"] = temporary;
        foreach ((string name, string? value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The next line that it writes.</summary>
    public string ReadLine() =>
        _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"The child has ended. {_error.GetAwaiter().GetResult()}");

    /// <summary>What it writes until it ends, which must be well.</summary>
    public string[] ReadToEnd()
    {
        string output = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        _process.ExitCode.Should().Be(0, _error.GetAwaiter().GetResult());
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Ends it at once, whatever it is doing: SIGKILL where there are signals.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
