using ForwardForward.Data;

namespace ForwardForward.Tests.Data;

/// <summary>The true files, where this machine has them.</summary>
public sealed class RealDataTests
{
    [RealDataFact("mnist")]
    public async Task MnistAsync_RealFiles_AreWholeAndInOrder()
    {
        using ImageDataset mnist = await ImageDatasets.MnistAsync(new DatasetOptions { Folder = RealDataFactAttribute.Folder("mnist") });

        Check(mnist, "mnist");
        mnist.Train.Labels.data<long>().ToArray().Take(5).Should().Equal(5, 0, 4, 1, 9);
        using ImageDataset standard = mnist.Standardise();
        standard.Standardisation!.Means.Single().Should().BeApproximately(0.1307, 5e-5);
        standard.Standardisation.Deviations.Single().Should().BeApproximately(0.3081, 5e-5);
    }

    [RealDataFact("fashion-mnist")]
    public async Task FashionMnistAsync_RealFilesBelowTheEnvironmentsFolder_AreFound()
    {
        using ImageDataset fashion = await ImageDatasets.FashionMnistAsync();

        Check(fashion, "fashion-mnist");
        fashion.Train.Labels.data<long>().ToArray().Take(5).Should().Equal(9, 0, 0, 3, 0);
    }

    private static void Check(ImageDataset dataset, string name)
    {
        (dataset.Name, dataset.Classes, dataset.Shape).Should().Be((name, 10, new ImageShape(1, 28, 28)));
        (dataset.Train.Count, dataset.Test.Count).Should().Be((60_000, 10_000));
        dataset.Train.Images.min().item<byte>().Should().Be(0);
        dataset.Train.Images.max().item<byte>().Should().Be(255);
    }
}
