using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Xunit.Abstractions;

namespace ForwardForward.Tests.Reliability;

/// <summary>Every public member, called with what is wrong: it answers or throws, and never ends the process.</summary>
public sealed class NoProcessDiesTests(ITestOutputHelper output)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    // What says nothing to who called: something was not checked.
    private static readonly string[] Unchecked =
        [
            nameof(NullReferenceException), nameof(IndexOutOfRangeException), nameof(DivideByZeroException), nameof(InvalidCastException),
            nameof(KeyNotFoundException), nameof(AccessViolationException), nameof(OutOfMemoryException),
        ];

    [Fact]
    public async Task Calls_OfEveryPublicMemberWithWrongArguments_EndInManagedExceptions()
    {
        List<string> finished = [], deaths = [];
        int next = 0;
        using Data.Sources.TemporaryFolder folder = new();
        do
        {
            (IReadOnlyList<string> lines, string? death) = await RunAsync(next, folder.FullPath);
            finished.AddRange(lines);
            if (death is null)
                break;
            deaths.Add(death);
            next = int.Parse(death.AsSpan(0, death.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) + 1;
        }
        while (deaths.Count < 20);

        deaths.Should().BeEmpty();
        finished.Count.Should().BeGreaterThan(30_000);
        ILookup<string, string> outcomes = finished.ToLookup(
            line => line.Split(HostileCallChild.EndOfName)[1].Split(':')[0], StringComparer.Ordinal);
        foreach (IGrouping<string, string> outcome in outcomes.OrderByDescending(outcome => outcome.Count()))
            output.WriteLine($"{outcome.Count()} {outcome.Key}");
        string.Join('\n', Unchecked.SelectMany(name => outcomes[name])).Should().BeEmpty();
        string.Join('\n', outcomes[nameof(ExternalException)]).Should().BeEmpty("libtorch's own words name no argument, layer or strategy");
    }

    [Fact]
    public void Members_LeftOut_AreThoseWithTypeParametersAlone() =>
        HostileCalls.LeftOut().Should().BeEquivalentTo("PluginRegistry.Register", "Repetition.Run");

    private static async Task<(IReadOnlyList<string> Finished, string? Death)> RunAsync(int from, string folder)
    {
        using Process child = ChildProcess.Start(folder, ChildProgram.Calls, from.ToString(CultureInfo.InvariantCulture));
        Task<string> error = child.StandardError.ReadToEndAsync();
        List<string> lines = [];
        try
        {
            while (await child.StandardOutput.ReadLineAsync().WaitAsync(LongestSilence) is { } line)
                lines.Add(line);
            await child.WaitForExitAsync().WaitAsync(LongestSilence);
        }
        catch (TimeoutException)
        {
            child.Kill(entireProcessTree: true);
        }
        string last = lines.Count > 0 ? lines[^1] : $"{from} nothing";
        if (child is { HasExited: true, ExitCode: 0 })
            return (lines, null);
        bool inside = last.EndsWith(HostileCallChild.EndOfName);
        return (inside ? lines[..^1] : lines, $"{last} {(await error).Split('\n')[0]}");
    }
}
