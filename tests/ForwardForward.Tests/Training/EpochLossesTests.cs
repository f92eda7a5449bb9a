using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

public sealed class EpochLossesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Means_LossesOfOnePart_AreItsMeanAndNullForTheOther()
    {
        EpochLosses losses = new(["first", "second"], epoch: 1);

        Add(losses, Enumerable.Range(1, 100));

        losses.Means().Should().Equal(50.5, null);
    }

    [Fact]
    public void Add_ThousandsOfLosses_KeepsFewTensors()
    {
        EpochLosses losses = new(["first"], epoch: 1);
        long before = Tensors.CountLive();

        Add(losses, Enumerable.Range(1, 2_000));
        for (int report = 0; report < 100; report++)
            losses.CheckNewest();

        (Tensor.TotalCount - before).Should().BeLessThan(40, "what stays for an epoch keeps memory around it from being used again");
    }

    [Fact]
    public void CheckNewest_LossesOfWhichOneIsNoNumber_NamesItsBatch()
    {
        EpochLosses losses = new(["first", "second"], epoch: 3);

        Add(losses, Enumerable.Range(1, 100).Select(batch => batch >= 41 ? double.NaN : batch));

        losses.Invoking(it => it.CheckNewest()).Should().Throw<TrainingDivergedException>()
            .Which.Should().BeEquivalentTo(new { Epoch = 3, Batch = 41 });
    }

    private static void Add(EpochLosses losses, IEnumerable<int> values) => Add(losses, values.Select(value => (double)value));

    private static void Add(EpochLosses losses, IEnumerable<double> values)
    {
        foreach (double value in values)
        {
            using DisposeScope step = NewDisposeScope();
            losses.Add(0, tensor(value, float32));
        }
    }
}
