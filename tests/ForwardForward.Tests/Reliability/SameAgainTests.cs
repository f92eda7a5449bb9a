using ForwardForward.Data;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

public sealed class SameAgainTests
{
    [Fact]
    public void Fit_InTwoProcesses_GivesTheSameBits()
    {
        using ChildProcess one = new(ChildProgram.Digests);
        string[] first = one.ReadToEnd();
        using ChildProcess other = new(ChildProgram.Digests);

        other.ReadToEnd().Should().Equal(first);
        first.Should().HaveCount(ShortRuns.All.Count()).And.OnlyHaveUniqueItems(line => line.Substring(0, 64));
    }

    [Fact]
    public async Task Fit_NetworksSideBySide_EachLearnsAsIfAlone()
    {
        string[] alone = await Task.Run(ShortRuns.Digests().ToArray);

        string[][] together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ShortRuns.Digests().ToArray)));

        together.Should().OnlyContain(digests => digests.SequenceEqual(alone));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ScoreLabels_FromSeveralThreads_GivesTheSameBits(string kind)
    {
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Kinds[kind]());
        using LabelledImages images = SyntheticImages.Create(40, seed: 3);
        float[] alone = await Task.Run(Score);

        float[][] together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Score)));

        together.Should().OnlyContain(scores => scores.SequenceEqual(alone));

        float[] Score()
        {
            using Tensor scores = network.ScoreLabels(images.Images);
            return Tensors.Values(scores);
        }
    }

    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];
}
