using System.ComponentModel;
using System.Diagnostics;
using System.Numerics;
using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Processes;

/// <summary>This program once more, as a process of its own. Disposing ends it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Cannot = 3;

    private readonly Process _process;
    private readonly Task<string> _output, _error;

    private ChildProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <param name="arguments">The command line.</param>
    /// <param name="oneCore">Whether it has one core only: the first that this process has.</param>
    /// <param name="environment">Variables that it has besides those of this process.</param>
    /// <exception cref="CannotMeasureException">A process cannot be held to a core here.</exception>
    public static ChildProcess Start(
        IReadOnlyList<string> arguments, bool oneCore = false, params IReadOnlyList<(string Name, string Value)> environment)
    {
        string[] command = [.. oneCore ? OnFirstCore() : [], "dotnet", typeof(ChildProcess).Assembly.Location, .. arguments];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        try
        {
            return new ChildProcess(start);
        }
        catch (Win32Exception) when (oneCore)
        {
            throw new CannotMeasureException("it needs the program taskset, which holds a process to a core. Install util-linux.");
        }
    }

    /// <summary>In the child: lets it end when its parent does, however that ends, which closes the input.</summary>
    public static void EndWithParent() => new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(1);
    })
    {
        IsBackground = true,
    }.Start();

    /// <summary>In the child: prints what is measured, or why it cannot be.</summary>
    /// <returns>The exit code.</returns>
    public static int Answer(Func<string> measure)
    {
        EndWithParent();
        try
        {
            Console.WriteLine(measure());
            return 0;
        }
        catch (CannotMeasureException obstacle)
        {
            Console.Error.WriteLine(obstacle.Message);
            return Cannot;
        }
    }

    /// <summary>In the parent: waits for what the child prints.</summary>
    /// <exception cref="CannotMeasureException">The child says why it cannot be measured.</exception>
    /// <exception cref="InvalidOperationException">The child failed.</exception>
    public string ReadAnswer()
    {
        _process.WaitForExit();
        return _process.ExitCode switch
        {
            0 => _output.GetAwaiter().GetResult(),
            Cannot => throw new CannotMeasureException(_error.GetAwaiter().GetResult().Trim()),
            int code =>
                throw new InvalidOperationException($"A measurement ended with exit code {code}: {_error.GetAwaiter().GetResult()}"),
        };
    }

    /// <summary>In the parent: that the child still runs.</summary>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public void RequireRunning()
    {
        if (_process.HasExited)
            throw new InvalidOperationException(
                $"A process that was to go on ended with exit code {_process.ExitCode}: {_error.GetAwaiter().GetResult()}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>
    /// What starts a process such that all of its threads, and its count of processors, are held to one core from the first moment on.
    /// </summary>
    private static string[] OnFirstCore()
    {
        if (!OperatingSystem.IsLinux())
            throw new CannotMeasureException("it needs a process that is held to a core from its start, which is written for Linux only.");
        using Process self = Process.GetCurrentProcess();
        int core = BitOperations.TrailingZeroCount(self.ProcessorAffinity);
        return ["taskset", "-c", FormattableString.Invariant($"{core}")];
    }
}
