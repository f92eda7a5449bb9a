using System.Globalization;
using ForwardForward.Tests.Data.Sources;

namespace ForwardForward.Tests.Reliability;

public sealed class KillTests
{
    private const int Kills = 20;

    [Fact]
    public void Fit_KilledTwentyTimes_EndsAsIfItNeverWas()
    {
        using TemporaryFolder undisturbed = new(), disturbed = new();
        using ChildProcess whole = new(ChildProgram.Train, undisturbed.FullPath);
        string[] expected = whole.ReadToEnd();
        expected.Should().HaveCount(81, "80 epochs and the digest");

        Random moments = new(9);
        int furthest = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using ChildProcess child = new(ChildProgram.Train, disturbed.FullPath);
            furthest = KillSomewhere(child, disturbed.FullPath, whileItWrites: kill % 2 == 0, moments);
        }

        furthest.Should().BeInRange(Kills, 79, "every life gets further, and none to the end");
        using ChildProcess last = new(ChildProgram.Train, disturbed.FullPath);
        last.ReadToEnd()[^1].Should().Be(expected[^1]);
        disturbed.Files.Should().HaveCount(3, "two checkpoints and the lock are left");
    }

    /// <summary>Kills a child after an epoch or two: some milliseconds later, or as soon as an unfinished file is seen.</summary>
    private static int KillSomewhere(ChildProcess child, string folder, bool whileItWrites, Random moments)
    {
        int epochs = moments.Next(1, 3), last = 0;
        for (int read = 0; read < epochs; read++)
            last = int.Parse(child.ReadLine()["epoch ".Length..], CultureInfo.InvariantCulture);
        if (whileItWrites)
            SpinWait.SpinUntil(() => Directory.EnumerateFiles(folder, "*.part").Any(), TimeSpan.FromMilliseconds(20));
        else
            Thread.Sleep(moments.Next(10));
        child.Kill();
        return last;
    }
}
