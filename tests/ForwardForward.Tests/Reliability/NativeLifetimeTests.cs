using System.Globalization;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Native memory is freed when nobody reads it: not while a call reads it, and not by another thread. Each in a process of its own, as what
/// is wrong here ends a process.
/// </summary>
public sealed class NativeLifetimeTests
{
    [Fact]
    public void Verbs_WhileOtherThreadsCollectGarbage_GiveTheSameBits()
    {
        using ChildProcess child = new(ChildProgram.Collections, "20");

        string[] lines = child.ReadToEnd();

        lines.Should().ContainSingle("each other line is a verb that went wrong").Which.Should().EndWith(" calls, 0 wrong");
        int.Parse(lines[0].Split(' ')[0], CultureInfo.InvariantCulture).Should().BeGreaterThan(100);
    }

    [Fact]
    public void Disposing_WhileAnotherThreadUses_EndsInTheResultOrInObjectDisposedException()
    {
        using Data.Sources.TemporaryFolder folder = new();
        using ChildProcess child = new(ChildProgram.Races, folder.FullPath);

        string[] lines = child.ReadToEnd();

        string[] outcomes = [.. lines[..^1].Select(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..])];
        lines[..^1].Where((_, index) => outcomes[index] is not ("returned" or "disposed" or "refused and returned")).Should().BeEmpty();
        outcomes.Count(outcome => outcome is "disposed").Should().BeGreaterThan(100, "most uses are cut short");
        outcomes.Count(outcome => outcome is "refused and returned").Should().BeGreaterThan(10, "a second Fit is refused");
        lines[^1].Should().Be("0 tensors");
    }
}
