using System.Security.Cryptography;
using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data.Synthetic;

public sealed class SyntheticDatasetTests
{
    [Theory]
    [InlineData("digits", "9a7fb1582811d352 27718bdcf6abcdbf")]
    [InlineData("garments", "57266b57ce344873 d5c4f04a7360080b")]
    public void Synthetic_SeedSeven_IsTheSameOnEveryMachine(string kind, string expected)
    {
        using ImageDataset dataset = Make(kind, seed: 7, train: 40, test: 20);

        $"{Fingerprint(dataset.Train)} {Fingerprint(dataset.Test)}".Should().Be(expected);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("garments")]
    public void Synthetic_SameSeedOrAnother_IsEqualOrDifferent(string kind)
    {
        using ImageDataset first = Make(kind, seed: 1, train: 300, test: 50);
        using ImageDataset again = Make(kind, seed: 1, train: 300, test: 50);
        using ImageDataset other = Make(kind, seed: 2, train: 300, test: 50);

        Fingerprint(again.Train).Should().Be(Fingerprint(first.Train));
        Fingerprint(other.Train).Should().NotBe(Fingerprint(first.Train));
        Fingerprint(other.Test).Should().NotBe(Fingerprint(first.Test));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("garments")]
    public void Synthetic_AnySeed_SharesNoImageBetweenTheParts(string kind)
    {
        using ImageDataset dataset = Make(kind, seed: 3, train: 400, test: 400);

        Images(dataset.Train).Concat(Images(dataset.Test)).Should().OnlyHaveUniqueItems();
        dataset.Train.Labels.data<long>().ToArray().Should().NotEqual(dataset.Test.Labels.data<long>().ToArray());
    }

    [Theory]
    [InlineData("digits", "synthetic-digits")]
    [InlineData("garments", "synthetic-garments")]
    public void Synthetic_AnyCount_IsBalancedShuffledAndInUnitInterval(string kind, string name)
    {
        using ImageDataset dataset = Make(kind, seed: 5, train: 203, test: 10);

        (dataset.Name, dataset.Shape, dataset.Classes).Should().Be((name, new ImageShape(1, 28, 28), 10));
        long[] labels = dataset.Train.Labels.data<long>().ToArray();
        labels.CountBy(label => label).Select(pair => pair.Value).Should().OnlyContain(count => count == 20 || count == 21);
        labels.Should().NotBeInAscendingOrder();
        labels.Take(10).Should().NotEqual(Enumerable.Range(0, 10).Select(label => (long)label));
        dataset.Test.Labels.data<long>().ToArray().Order().Should().Equal(Enumerable.Range(0, 10).Select(label => (long)label));
        dataset.Train.Images.min().item<byte>().Should().Be(0);
        dataset.Train.Images.max().item<byte>().Should().BeInRange(230, 255);
    }

    [Fact]
    public void Synthetic_OneImageDrawnAlone_EqualsTheOneDrawnAmongMany()
    {
        using ImageDataset dataset = ImageDatasets.SyntheticDigits(new DatasetOptions { Seed = 9, Train = 64, Test = 1 });
        var image = new byte[Raster.Side * Raster.Side];

        new DigitArtist().Draw((int)dataset.Train.Labels.data<long>()[41], SplitMix64.Fork(9, 42), new Raster(), image);

        Images(dataset.Train)[41].Should().Be(Convert.ToHexString(image));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Synthetic_NoImages_Throws(int train, int test)
    {
        Action act = () => ImageDatasets.SyntheticDigits(new DatasetOptions { Train = train, Test = test }).Dispose();

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>
    /// Hard enough that the shape matters (class means do badly), and clean enough that alike images share a class (the nearest neighbour
    /// does well): the gap that lets a trained network show what it learned.
    /// </summary>
    [Theory]
    [InlineData("digits")]
    [InlineData("garments")]
    public void Synthetic_ClassMeansAgainstNearestNeighbour_LeaveAWideGap(string kind)
    {
        using ImageDataset dataset = Make(kind, seed: 0, train: 3_000, test: 500);
        using DisposeScope scope = NewDisposeScope();
        Tensor train = dataset.Train.Images.flatten(1).to_type(ScalarType.Float32) / 255;
        Tensor test = dataset.Test.Images.flatten(1).to_type(ScalarType.Float32) / 255;
        Tensor members = nn.functional.one_hot(dataset.Train.Labels, 10).to_type(ScalarType.Float32).t();
        Tensor means = members.mm(train) / members.sum([1], keepdim: true);

        double byMeans = Share(cdist(test, means).argmin(1), dataset.Test.Labels);
        double byNeighbour = Share(dataset.Train.Labels.index_select(0, cdist(test, train).argmin(1)), dataset.Test.Labels);

        byMeans.Should().BeInRange(0.45, 0.8);
        byNeighbour.Should().BeInRange(byMeans + 0.1, 0.98);
    }

    private static double Share(Tensor predicted, Tensor labels) => predicted.eq(labels).to_type(ScalarType.Float32).mean().item<float>();

    private static ImageDataset Make(string kind, long seed, int train, int test)
    {
        DatasetOptions options = new() { Seed = seed, Train = train, Test = test };
        return kind is "digits" ? ImageDatasets.SyntheticDigits(options) : ImageDatasets.SyntheticGarments(options);
    }

    private static string[] Images(LabelledImages part)
    {
        byte[] pixels = Pixels(part);
        return [.. Enumerable.Range(0, part.Count).Select(index => Convert.ToHexString(pixels, index * part.Shape.Size, part.Shape.Size))];
    }

    private static string Fingerprint(LabelledImages part) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Pixels(part), .. Labels(part)]))[..16];

    private static byte[] Labels(LabelledImages part) => Array.ConvertAll(part.Labels.data<long>().ToArray(), label => (byte)label);

    private static byte[] Pixels(LabelledImages part) => part.Images.data<byte>().ToArray();
}
