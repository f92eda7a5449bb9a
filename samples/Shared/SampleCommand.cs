using System.CommandLine;
using ForwardForward.Experiments;
using ForwardForward.Runtime;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>A sample's command line: reads the options, runs the sample, and turns what its user can mend into one line.</summary>
/// <param name="defaults">What the sample is called and does where the command line says nothing.</param>
/// <param name="output">Where results go. The default is the standard output.</param>
/// <param name="error">Where complaints go. The default is the standard error.</param>
public sealed class SampleCommand(SampleDefaults defaults, TextWriter? output = null, TextWriter? error = null)
{
    private const int Failed = 1;
    private const int Cancelled = 130;

    private readonly TextWriter _output = output ?? Console.Out;
    private readonly TextWriter _error = error ?? Console.Error;

    /// <summary>Runs the sample. Ctrl+C cancels it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="work">What the sample does; it is not called where the command line is wrong or asks for help.</param>
    /// <param name="cancellationToken">Cancels the run, as Ctrl+C does.</param>
    /// <returns>The exit code: 0 done, 1 failed, 130 cancelled.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Func<SampleRun, Task> work, CancellationToken cancellationToken = default)
    {
        SampleOptionSet options = new(defaults);
        RootCommand command = new(defaults.Description);
        foreach (Option option in options.All)
            command.Options.Add(option);
        if (defaults.KeepsMeasurements)
            command.Subcommands.Add(RedrawCommand.Create(_output, _error));
        // On a thread of its own: the handler of Ctrl+C waits for the run to end.
        command.SetAction((parsed, token) => Task.Run(() => ExecuteAsync(options.Read(parsed), work, token), CancellationToken.None));
        InvocationConfiguration configuration =
            new() { Output = _output, Error = _error, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
        return await command.Parse(arguments).InvokeAsync(configuration, cancellationToken);
    }

    private Task<int> ExecuteAsync(SampleOptions options, Func<SampleRun, Task> work, CancellationToken cancellationToken)
    {
        IAnsiConsole console = SampleConsole.Create(_output);
        return EndAsync(() => work(new SampleRun(defaults, options, console, cancellationToken)), _error, cancellationToken);
    }

    /// <summary>Does a sample's work, and tells what its user can mend in one line.</summary>
    /// <param name="work">What the sample does.</param>
    /// <param name="error">Where complaints go.</param>
    /// <param name="cancellationToken">What cancels the work.</param>
    /// <returns>The exit code: 0 done, 1 failed, 130 cancelled.</returns>
    public static async Task<int> EndAsync(Func<Task> work, TextWriter error, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            await work();
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Cancelled.");
            return Cancelled;
        }
        catch (Exception exception) when (IsForTheUser(exception))
        {
            await error.WriteLineAsync($"error: {exception.Message}");
            return Failed;
        }
    }

    /// <summary>
    /// Files, downloads and settings are the user's to mend; anything else is a fault of the program and keeps its stack trace.
    /// </summary>
    private static bool IsForTheUser(Exception exception) => exception
        is SampleException or IOException or UnauthorizedAccessException or InvalidDataException or HttpRequestException
        or FFConfigurationException or StudyRecordException or TrainingDivergedException or TorchRuntimeException;
}
