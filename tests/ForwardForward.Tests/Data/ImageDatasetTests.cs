using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class ImageDatasetTests
{
    [Fact]
    public void Constructor_PartsDiffer_Throws()
    {
        using LabelledImages train = Part(6, side: 2, classes: 3);
        using LabelledImages otherShape = Part(6, side: 3, classes: 3);
        using LabelledImages otherClasses = Part(6, side: 2, classes: 4);

        Action shape = () => new ImageDataset("x", train, otherShape).Dispose();
        Action classes = () => new ImageDataset("x", train, otherClasses).Dispose();

        shape.Should().Throw<ArgumentException>().WithMessage("*1×2×2*1×3×3*");
        classes.Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");
    }

    [Fact]
    public void ImageShape_ToString_JoinsLengths()
    {
        new ImageShape(1, 28, 28).ToString().Should().Be("1×28×28");
        new ImageShape(3, 4, 5).Size.Should().Be(60);
    }

    [Fact]
    public void WithValidation_TestPartDisposed_LeavesNothing()
    {
        using ImageDataset dataset = Dataset(train: 12, test: 5);
        dataset.Test.Dispose();
        long before = Tensors.CountLive();

        dataset.Invoking(it => it.WithValidation(3, seed: 1)).Should().Throw<ObjectDisposedException>();
        dataset.Invoking(it => it.Take(3, 1)).Should().Throw<ObjectDisposedException>();
        dataset.Invoking(it => it.OfClasses(0)).Should().Throw<ObjectDisposedException>();

        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Take_AfterWithValidation_KeepsTheValidationPart()
    {
        using ImageDataset dataset = Dataset(train: 12, test: 5);
        using ImageDataset divided = dataset.WithValidation(3, seed: 1);

        using ImageDataset taken = divided.Take(4, 2);

        (taken.Train.Count, taken.Test.Count, taken.Validation!.Count).Should().Be((4, 2, 3));
        taken.Name.Should().Be(dataset.Name);
    }

    [Fact]
    public void WithValidation_OriginDisposed_LivesOn()
    {
        ImageDataset dataset = Dataset(train: 12, test: 5);
        using ImageDataset divided = dataset.WithValidation(3, seed: 1);
        dataset.Dispose();

        (divided.Train.Count, divided.Validation!.Count, divided.Test.Count).Should().Be((9, 3, 5));
        divided.Test.Images.data<float>().ToArray().Sum().Should().NotBe(0);
        divided.Invoking(it => it.WithValidation(2, 0)).Should().Throw<InvalidOperationException>().WithMessage("*validation part of 3*");
    }

    [Fact]
    public void Standardise_WithValidation_UsesTheTrainingPixelsForAllParts()
    {
        using ImageDataset dataset = Dataset(train: 12, test: 5);
        using ImageDataset divided = dataset.WithValidation(4, seed: 2);
        float[] raw = divided.Train.Images.data<float>().ToArray();
        double mean = raw.Average(value => (double)value);
        double deviation = Math.Sqrt(raw.Average(value => (value - mean) * (value - mean)));

        using ImageDataset standard = divided.Standardise();

        standard.Standardisation!.Means.Single().Should().BeApproximately(mean, 1e-6);
        standard.Standardisation.Deviations.Single().Should().BeApproximately(deviation, 1e-6);
        foreach ((LabelledImages before, LabelledImages after) in new[]
        {
            (divided.Train, standard.Train), (divided.Test, standard.Test), (divided.Validation!, standard.Validation!),
        })
        {
            after.Standardisation.Should().Be(standard.Standardisation);
            after.Images.Equals(before.Images).Should().BeTrue();
            after.Images.bytes.Overlaps(before.Images.bytes).Should().BeTrue("the pixels are shared, not copied");
            after.Labels.data<long>().ToArray().Should().Equal(before.Labels.data<long>().ToArray());
        }
    }

    [Fact]
    public void Standardise_Twice_Throws()
    {
        using ImageDataset dataset = Dataset(train: 12, test: 5);
        using ImageDataset standard = dataset.Standardise();

        dataset.Standardisation.Should().BeNull();
        standard.Invoking(it => it.Standardise()).Should().Throw<InvalidOperationException>().WithMessage("*already*");
    }

    [Fact]
    public void Standardise_ConstantPixels_Throws()
    {
        using DisposeScope scope = NewDisposeScope();
        using var dataset = new ImageDataset(
            "flat",
            new LabelledImages(ones(3, 1, 2, 2), zeros(3, ScalarType.Int64), 2),
            new LabelledImages(ones(3, 1, 2, 2), zeros(3, ScalarType.Int64), 2));

        dataset.Invoking(it => it.Standardise()).Should().Throw<InvalidOperationException>().WithMessage("*deviation 0*");
    }

    [Fact]
    public void FromIdx_FourFiles_ReadsBothParts()
    {
        string folder = Directory.CreateTempSubdirectory("ff-idx-").FullName;
        try
        {
            string[] paths = [.. "abcd".Select(name => Path.Combine(folder, name.ToString()))];
            File.WriteAllBytes(paths[0], IdxFiles.Images(3, 2, 2));
            File.WriteAllBytes(paths[1], IdxFiles.Labels(0, 4, 2));
            File.WriteAllBytes(paths[2], IdxFiles.GZip(IdxFiles.Images(2, 2, 2)));
            File.WriteAllBytes(paths[3], IdxFiles.GZip(IdxFiles.Labels(1, 3)));

            using ImageDataset dataset = ImageDataset.FromIdx("own", paths[0], paths[1], paths[2], paths[3], classes: 5);

            (dataset.Name, dataset.Classes, dataset.Shape).Should().Be(("own", 5, new ImageShape(1, 2, 2)));
            dataset.Train.Labels.data<long>().ToArray().Should().Equal(0, 4, 2);
            dataset.Test.Images.data<byte>()[7].Should().Be(7);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ImageDataset Dataset(int train, int test) => new("numbers", Part(train, 2, 3), Part(test, 2, 3));

    private static LabelledImages Part(int count, int side, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = arange(count * side * side, ScalarType.Float32).sin().view(count, 1, side, side);
        return new LabelledImages(images, arange(count, ScalarType.Int64).remainder(classes), classes);
    }
}
