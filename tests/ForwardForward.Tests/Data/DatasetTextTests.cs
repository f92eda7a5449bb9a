using ForwardForward.Data;
using ForwardForward.Tests.Data.Tables;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

/// <summary>Datasets and their parts in one line, also when they are disposed.</summary>
public sealed class DatasetTextTests
{
    [Fact]
    public void ToString_Parts_AreCounted()
    {
        ImageDataset dataset = new("tiny", Images(5), Images(3));
        using (ImageDataset split = dataset.WithValidation(2, seed: 0))
            split.ToString().Should().Be("tiny: 3 training, 2 validation and 3 test images of 1×2×2 in 2 classes");

        dataset.ToString().Should().Be("tiny: 5 training and 3 test images of 1×2×2 in 2 classes");
        dataset.Train.ToString().Should().Be("5 images of 1×2×2 in 2 classes");
        dataset.Dispose();
        dataset.ToString().Should().Be("tiny: 5 training and 3 test images of 1×2×2 in 2 classes");
    }

    [Fact]
    public void ToString_Table_CountsRowsAndFeatures()
    {
        using TableFiles files = new();
        using TableDataset plants = TableDataset.FromCsv(files.Write(TableFiles.Plants), "plant");

        plants.ToString().Should().Be("plants: 16 training and 4 test rows of 3 features in 2 classes");
    }

    private static LabelledImages Images(int count)
    {
        using Tensor images = rand([count, 1, 2, 2]), labels = zeros([count], int64);
        return new LabelledImages(images, labels, 2);
    }
}
