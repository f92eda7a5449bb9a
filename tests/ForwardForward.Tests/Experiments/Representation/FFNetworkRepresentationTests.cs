using ForwardForward.Data;
using ForwardForward.Experiments;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Experiments.Representation;

public sealed class FFNetworkRepresentationTests
{
    [Fact]
    public void DescribeLayers_MoreImagesThanAPortion_SaysOfEachLayerWhatItsFeaturesSay()
    {
        using LabelledImages data = SyntheticImages.Create(2_300, classes: 4);
        using FFNetwork network = SyntheticImages.Network().Build();
        Tensor features = network.ExtractFeatures(data.Images);
        Tensor[] expected = [features.narrow(1, 0, 32), features.narrow(1, 32, 24)];

        IReadOnlyList<LayerDescription> layers = network.DescribeLayers(data);

        layers.Select(layer => layer.Name).Should().Equal("Dense 32", "Dense 24");
        layers.Select(layer => layer.DeadUnits)
            .Should().BeEquivalentTo(network.CountDeadUnits(data.Images), options => options.WithStrictOrdering());
        foreach ((LayerDescription layer, Tensor activations) in layers.Zip(expected))
        {
            layer.MeanActivation.Should().BeApproximately(activations.mean().ToDouble(), 1e-6);
            layer.Sparsity.Should().BeApproximately(HoyerSparsity.Mean(activations), 1e-9);
            layer.Separation.Should().BeApproximately(FisherSeparation.Measure(activations, data.Labels), 1e-9).And.BeGreaterThan(0.1);
        }
    }

    [Fact]
    public void DescribeLayers_ClassesThatComeOneAfterTheOther_AreSeparatedOverAllPortions()
    {
        // Sorted by class, the micro-batches of 1000 hold one or two classes each.
        using LabelledImages mixed = SyntheticImages.Create(2_400);
        using LabelledImages sorted = mixed.Select(mixed.Labels.argsort());
        using FFNetwork network = SyntheticImages.Network().Build();

        network.DescribeLayers(sorted)[1].Separation.Should().BeApproximately(network.DescribeLayers(mixed)[1].Separation, 1e-9);
    }

    [Fact]
    public void DescribeLayers_Maps_AreTakenAsRows()
    {
        using LabelledImages data = SyntheticImages.Create(30);
        using FFNetwork network = Blocks();
        Tensor features = network.ExtractFeatures(data.Images);
        long width = features.shape[1];

        LayerDescription last = network.DescribeLayers(data)[1];

        Tensor maps = features.narrow(1, width - (12 * 3 * 3), 12 * 3 * 3);
        last.Sparsity.Should().BeApproximately(HoyerSparsity.Mean(maps), 1e-9);
        last.Separation.Should().BeApproximately(FisherSeparation.Measure(maps, data.Labels), 1e-9);
    }

    [Fact]
    public void CompareLayers_MoreImagesThanAPortion_IsTheLikenessOfTheirFeatures()
    {
        using LabelledImages data = SyntheticImages.Create(2_300);
        using FFNetwork network = SyntheticImages.Network(seed: 1).Build(), other = SyntheticImages.Network(seed: 2).AddDense(8).Build();
        Tensor features = network.ExtractFeatures(data.Images), others = other.ExtractFeatures(data.Images);

        IReadOnlyList<IReadOnlyList<double>> likeness = network.CompareLayers(other, data.Images);

        Tensor[] rows = [features.narrow(1, 0, 32), features.narrow(1, 32, 24)];
        Tensor[] columns = [others.narrow(1, 0, 32), others.narrow(1, 32, 24), others.narrow(1, 56, 8)];
        likeness.Should().HaveCount(2).And.AllSatisfy(row => row.Should().HaveCount(3));
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 3; column++)
                likeness[row][column].Should().BeApproximately(LinearCka.Measure(rows[row], columns[column]), 1e-9);
        }
    }

    [Fact]
    public void CompareLayers_WithItself_IsSymmetricAndOneOnTheDiagonal()
    {
        using LabelledImages data = SyntheticImages.Create(40);
        using FFNetwork network = Blocks();

        IReadOnlyList<IReadOnlyList<double>> likeness = network.CompareLayers(network, data.Images);

        likeness[0][0].Should().BeApproximately(1, 1e-12);
        likeness[1][1].Should().BeApproximately(1, 1e-12);
        likeness[0][1].Should().BeApproximately(likeness[1][0], 1e-12).And.BeInRange(0.01, 0.99);
    }

    [Fact]
    public void CompareLayers_LayerThatIsTheSameForAllImages_IsLikeNone()
    {
        using LabelledImages data = SyntheticImages.Create(1_100);
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Layers[1].Parameters[0].Value.zero_();
        network.Layers[1].Parameters[1].Value.copy_(Tensors.Random(1, 24));

        IReadOnlyList<IReadOnlyList<double>> likeness = network.CompareLayers(network, data.Images);

        likeness[1].Should().Equal(0, 0);
        likeness[0][1].Should().Be(0);
    }

    [Fact]
    public void Members_WhatTheyCannotMeasure_SayWhy()
    {
        using LabelledImages data = SyntheticImages.Create(8);
        using FFNetwork network = SyntheticImages.Network().Build(), diverged = SyntheticImages.Network().Build();
        using FFNetwork wide = new FFNetworkBuilder().WithInput(1, 6, 7).WithClasses(3).AddDense(4).Build();
        diverged.Layers[0].Parameters[1].Value.fill_(float.PositiveInfinity);
        EvaluationOptions cancelled = new() { Cancellation = new CancellationToken(canceled: true) };

        FluentActions.Invoking(() => network.DescribeLayers(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => wide.DescribeLayers(data)).Should().Throw<ArgumentException>().WithMessage("*1×6×7*");
        FluentActions.Invoking(() => diverged.DescribeLayers(data))
            .Should().Throw<InvalidOperationException>().WithMessage("Layer 1 (Dense 32)*NaN or infinity*");
        FluentActions.Invoking(() => network.DescribeLayers(data, cancelled)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => network.CompareLayers(null!, data.Images)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => network.CompareLayers(wide, data.Images)).Should().Throw<ArgumentException>().WithMessage("*1×6×7*");
        FluentActions.Invoking(() => network.CompareLayers(diverged, data.Images)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => network.CompareLayers(network, data.Images, cancelled)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Members_ReturnOrThrow_LeaveNoTensor()
    {
        using LabelledImages data = SyntheticImages.Create(1_200);
        using FFNetwork network = Blocks(), diverged = SyntheticImages.Network().Build();
        diverged.Layers[1].Parameters[0].Value.fill_(float.NaN);
        Tensor features = Tensors.Random(1, 1_200, 5), others = Tensors.Random(2, 1_200, 3, 2);
        Use(); // What is made once for the process is made now.
        long before = Tensors.CountLive();

        Use();

        Tensor.TotalCount.Should().Be(before);

        void Use()
        {
            network.DescribeLayers(data);
            network.CompareLayers(network, data.Images);
            network.CountDeadUnits(data.Images);
            LinearCka.Measure(features, others);
            HoyerSparsity.PerSample(features).Dispose();
            HoyerSparsity.Mean(others);
            FisherSeparation.Measure(features, data.Labels);
            PrincipalComponents.Project(others).Dispose();
            FluentActions.Invoking(() => diverged.DescribeLayers(data)).Should().Throw<InvalidOperationException>();
            FluentActions.Invoking(() => network.CompareLayers(diverged, data.Images)).Should().Throw<InvalidOperationException>();
            FluentActions.Invoking(() => PrincipalComponents.Project(features, 9)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    private static FFNetwork Blocks() =>
        new FFNetworkBuilder()
            .WithInput(SyntheticImages.Shape).WithClasses(3).WithSeed(1).AddCwcBlock(6).AddCwcBlock(12, separator: true).Build();
}
