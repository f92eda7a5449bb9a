using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class CifarDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ff-cifar-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FromCifar_SeveralFiles_JoinsThemInOrder()
    {
        string[] train =
        [
            Write("2.bin", CifarFiles.Records(4, 0)),
            Write("1.bin", IdxFiles.GZip(CifarFiles.Records(1))),
            Write("3.bin", CifarFiles.Records(2, 2, 3)),
        ];

        using ImageDataset dataset = ImageDataset.FromCifar("own", train, [Write("test.bin", CifarFiles.Records(3, 1))], classes: 5);

        (dataset.Name, dataset.Classes, dataset.Shape).Should().Be(("own", 5, new ImageShape(3, 32, 32)));
        dataset.Train.Labels.data<long>().ToArray().Should().Equal(4, 0, 1, 2, 2, 3);
        dataset.Test.Labels.data<long>().ToArray().Should().Equal(3, 1);

        // The first pixel of record r of a file is r.
        using Tensor first = dataset.Train.Images.flatten(1).select(1, 0).to(ScalarType.Float32);
        Tensors.Values(first).Should().Equal(0, 1, 0, 0, 1, 2);
    }

    [Fact]
    public void FromCifar_LabelOutsideRangeInSecondFile_NamesTheFileAndItsRecordAndLeavesNoTensorBehind()
    {
        string good = Write("good.bin", CifarFiles.Records(0, 1, 2));
        string bad = Write("bad.bin", CifarFiles.Records(0, 10));
        Action train = () => ImageDataset.FromCifar("own", [good, bad], [good]).Dispose();
        Action test = () => ImageDataset.FromCifar("own", [good], [good, bad]).Dispose();
        long before = Tensors.CountLive();

        train.Should().Throw<InvalidDataException>().WithMessage($"{bad}: the label of record 1 is 10*");
        test.Should().Throw<InvalidDataException>().WithMessage($"{bad}: the label of record 1 is 10*");

        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void FromCifar_NoFile_SaysWhichList()
    {
        string file = Write("a.bin", CifarFiles.Records(0));
        Action train = () => ImageDataset.FromCifar("own", [], [file]).Dispose();
        Action test = () => ImageDataset.FromCifar("own", [file], []).Dispose();

        train.Should().Throw<ArgumentException>().WithParameterName("trainFiles");
        test.Should().Throw<ArgumentException>().WithParameterName("testFiles");
    }

    [Fact]
    public void Fit_OnColourImages_TakesTheirShape()
    {
        string file = Write("a.bin", CifarFiles.Records(0, 1, 2, 0, 1, 2));
        using ImageDataset dataset = ImageDataset.FromCifar("own", [file], [file], classes: 3);
        using FFNetwork network = new FFNetworkBuilder().WithInput(dataset.Shape).WithClasses(3).WithSeed(1).AddDense(16).Build();

        TrainingResult run = network.Fit(dataset.Train, new TrainingOptions { Epochs = 1, BatchSize = 4 });

        run.History.Should().ContainSingle();
        network.Predict(dataset.Test.Images).shape.Should().Equal(6);
        network.Evaluate(dataset.Test).Accuracy.Should().BeInRange(0, 1);
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
