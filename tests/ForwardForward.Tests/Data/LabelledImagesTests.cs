using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class LabelledImagesTests
{
    [Fact]
    public void Constructor_ByteImages_KeepsBytesAndReadsThemInTheUnitInterval()
    {
        using Tensor images = tensor(new byte[] { 0, 51, 102, 255 }).view(1, 1, 2, 2);
        using Tensor labels = tensor(new long[] { 1 });

        using var data = new LabelledImages(images, labels, 2);

        data.Images.data<byte>().ToArray().Should().Equal(0, 51, 102, 255);
        using LabelledImages read = data.ToFloat32();
        read.Images.data<float>().ToArray().Should().Equal(0f, 0.2f, 0.4f, 1f);
        data.Shape.Should().Be(new ImageShape(1, 2, 2));
        data.Count.Should().Be(1);
        data.Classes.Should().Be(2);
    }

    [Fact]
    public void Constructor_DoubleImagesAndByteLabels_ConvertsBothAndKeepsValues()
    {
        using Tensor images = tensor(new[] { -3.5, 7.25 }).view(2, 1, 1, 1);
        using Tensor labels = tensor(new byte[] { 2, 0 });

        using var data = new LabelledImages(images, labels, 3);

        data.Images.dtype.Should().Be(ScalarType.Float32);
        data.Images.data<float>().ToArray().Should().Equal(-3.5f, 7.25f);
        data.Labels.data<long>().ToArray().Should().Equal(2, 0);
    }

    [Fact]
    public void Constructor_LabelsOnAnotherDevice_GoToTheImages()
    {
        using Tensor images = empty([2, 1, 2, 2], ScalarType.Byte, new Device(DeviceType.META)), labels = zeros(2, ScalarType.Int64);

        using var data = new LabelledImages(images, labels, 2);

        data.Labels.device_type.Should().Be(DeviceType.META, "whatever takes rows of both takes them by one index");
        labels.device_type.Should().Be(DeviceType.CPU);
    }

    [Fact]
    public void Map_ToAnotherDevice_TakesTheLabelsAlong()
    {
        using LabelledImages data = new(ones(3, 1, 2, 2), zeros(3, ScalarType.Int64), 2);

        using LabelledImages mapped = data.Map(images => images.to(new Device(DeviceType.META)));

        (mapped.Labels.device_type, data.Labels.device_type).Should().Be((DeviceType.META, DeviceType.CPU));
    }

    [Fact]
    public void Members_Disposed_SaySo()
    {
        LabelledImages data = new(ones(3, 1, 2, 2), zeros(3, ScalarType.Int64), 2);
        data.Dispose();

        Action[] uses =
            [() => _ = data.Count, () => data.Take(1), () => data.Select(tensor(new long[] { 0 })), () => data.SplitStratified(1, seed: 0)];
        uses.Should().AllSatisfy(use => use.Should().Throw<ObjectDisposedException>().WithMessage("*LabelledImages*"));
    }

    [Fact]
    public void Constructor_InsideDisposeScope_OutlivesScopeAndCallersTensors()
    {
        LabelledImages data;
        using (NewDisposeScope())
            data = new LabelledImages(ones(3, 1, 2, 2), zeros(3, ScalarType.Int64), 2);

        data.Images.data<float>().ToArray().Sum().Should().Be(12);
        data.Labels.shape.Should().Equal(3);
        data.Dispose();
    }

    [Fact]
    public void Constructor_FloatImages_SharesThePixelsAndLeavesTheCallersHandleAlone()
    {
        using Tensor images = zeros(2, 1, 2, 2);
        using Tensor labels = zeros(2, ScalarType.Int64);
        var data = new LabelledImages(images, labels, 2);

        images.fill_(4);
        float seen = data.Images.max().item<float>();
        data.Dispose();

        seen.Should().Be(4);
        images.data<float>().ToArray().Sum().Should().Be(32);
    }

    [Fact]
    public void Constructor_TransposedImages_BecomesContiguous()
    {
        using Tensor images = arange(6, ScalarType.Float32).view(1, 1, 2, 3).transpose(2, 3);
        using Tensor labels = zeros(1, ScalarType.Int64);

        using var data = new LabelledImages(images, labels, 2);

        data.Images.is_contiguous().Should().BeTrue();
        data.Images.data<float>().ToArray().Should().Equal(0, 3, 1, 4, 2, 5);
    }

    [Fact]
    public void Constructor_Always_LeavesNoTensorBehind()
    {
        using Tensor images = zeros(4, 1, 3, 3, dtype: ScalarType.Byte);
        using Tensor labels = zeros(4, ScalarType.Int32);
        new LabelledImages(images, labels, 2).Dispose();
        long before = Tensor.TotalCount;

        for (int round = 0; round < 20; round++)
        {
            using var data = new LabelledImages(images, labels, 2);
            using LabelledImages taken = data.Take(2);
            (LabelledImages rest, LabelledImages part) = data.SplitStratified(1, round);
            rest.Dispose();
            part.Dispose();
        }

        (Tensor.TotalCount - before).Should().BeLessThan(20);
    }

    [Fact]
    public void Constructor_LabelOutOfRange_NamesTheFirstIndexAndValue()
    {
        using Tensor labels = tensor(new long[] { 0, 2, 7, -1 });

        Invoking(labels, classes: 3).Should().Throw<ArgumentException>().WithMessage("Label 2 is 7*0 to 2*");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Constructor_ImageNotFinite_NamesTheFirstImage(float value)
    {
        using Tensor images = zeros(5, 1, 2, 2);
        images[3, 0, 1, 0] = tensor(value);
        images[4, 0, 0, 0] = tensor(value);
        using Tensor labels = zeros(5, ScalarType.Int64);

        Action act = () => new LabelledImages(images, labels, 2).Dispose();

        act.Should().Throw<ArgumentException>().WithMessage("Image 3 holds NaN or infinity*");
    }

    [Fact]
    public void Constructor_FinitePixelsWhoseSumOverflows_IsAccepted()
    {
        using Tensor images = full([2, 1, 2, 2], float.MaxValue);
        using Tensor labels = zeros(2, ScalarType.Int64);

        using var data = new LabelledImages(images, labels, 2);

        data.Images.data<float>()[7].Should().Be(float.MaxValue);
    }

    [Fact]
    public void Constructor_WrongShapesOrTypes_SaysWhatIsWrong()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor four = zeros(4, ScalarType.Int64);

        Make(zeros(4, 28, 28), four, 2).Should().Throw<ArgumentException>()
            .WithMessage("*[n, channels, height, width]*[n, features]*[4, 28, 28]*view*");
        Make(zeros(4, 1, 2, 2, dtype: ScalarType.Int32), four, 2).Should().Throw<ArgumentException>().WithMessage("*bytes*Int32*");
        Make(zeros(3, 1, 2, 2), four, 2).Should().Throw<ArgumentException>().WithMessage("*3 images but 4 labels*");
        Make(zeros(0, 1, 2, 2), zeros(0, ScalarType.Int64), 2).Should().Throw<ArgumentException>().WithMessage("*empty*");
        Make(zeros(4, 1, 2, 2), zeros(4, ScalarType.Float32), 2).Should().Throw<ArgumentException>().WithMessage("*integer*Float32*");
        Make(zeros(4, 1, 2, 2), zeros(4, 1, dtype: ScalarType.Int64), 2).Should().Throw<ArgumentException>().WithMessage("*[4, 1]*");
        Make(zeros(4, 1, 2, 2), four, 1).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*at least 2 classes*");
    }

    private static Action Invoking(Tensor labels, int classes) =>
        () =>
        {
            using Tensor images = zeros(labels.shape[0], 1, 2, 2);
            new LabelledImages(images, labels, classes).Dispose();
        };

    private static Action Make(Tensor images, Tensor labels, int classes) => () => new LabelledImages(images, labels, classes).Dispose();
}
