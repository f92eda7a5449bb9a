using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data.Folders;

public sealed class FromFolderTests
{
    private static readonly ImageFolderOptions Small = new() { Shape = new ImageShape(1, 2, 2) };

    [Fact]
    public void FromFolder_FiveClassesOfEveryKind_ReadsEachImageIntoItsPlace()
    {
        using ImageTree tree = new();
        tree.Add("train/1 grey/a.png", ImageFiles.Png(3, 3, 1, (_, _, _) => 10))
            .Add("test/1 grey/a.png", ImageFiles.Png(1, 1, 1, (_, _, _) => 11));
        tree.Add("train/2 inks/a.jpg", ImageFiles.Jpeg(1, 1, 4, (_, _, ink) => ink == 3 ? 255 : 20));
        tree.Add("test/2 inks/a.jpg", ImageFiles.Jpeg(1, 1, 4, (_, _, ink) => ink == 3 ? 255 : 21));
        tree.Add("train/3 moving/a.gif", ImageFiles.Gif(5, 5, 30, 99)).Add("test/3 moving/a.gif", ImageFiles.Gif(5, 5, 31, 99));
        tree.Add("train/4 猫/a.bmp", ImageFiles.Bmp(2, 2, (_, _, _) => 40)).Add("test/4 猫/a.bmp", ImageFiles.Bmp(2, 2, (_, _, _) => 41));
        tree.Add("train/5/deep/er/a.JPEG", ImageFiles.Jpeg(1, 1, 1, (_, _, _) => 50))
            .Add("test/5/a.jpg", ImageFiles.Jpeg(2, 1, 1, (_, _, _) => 51));
        tree.Add("train/5/.DS_Store", [1]).Add("train/5/Thumbs.db", [2]).Add("__MACOSX/train/5/a.jpg", [3]).Add("README.md", [4]);

        using ImageDataset dataset = ImageDatasets.FromFolder(tree.Root, Small);

        dataset.Name.Should().Be(Path.GetFileName(tree.Root));
        dataset.ClassNames.Should().Equal("1 grey", "2 inks", "3 moving", "4 猫", "5");
        (dataset.Classes, dataset.Shape).Should().Be((5, new ImageShape(1, 2, 2)));
        dataset.Train.Images.dtype.Should().Be(ScalarType.Byte);
        Longs(dataset.Train.Labels).Should().Equal(0, 1, 2, 3, 4);
        Shades(dataset.Train).Should().Equal(10, 20, 30, 40, 50);
        Shades(dataset.Test).Should().Equal(11, 21, 31, 41, 51);
    }

    [Fact]
    public void FromFolder_NoTestFolder_SplitsEveryClassByItsShare()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(10);

        using ImageDataset one = ImageDatasets.FromFolder(tree.Root, Small), again = ImageDatasets.FromFolder(tree.Root, Small),
            other = ImageDatasets.FromFolder(tree.Root, new ImageFolderOptions { Shape = Small.Shape, TestFraction = 0.3, Seed = 5 });

        Longs(one.Train.Labels).Should().Equal([.. Enumerable.Repeat((long[])[0, 1], 8).SelectMany(both => both)], "classes stand in turn");
        Longs(one.Test.Labels).Should().Equal(0, 1, 0, 1);
        Shades(one.Train).Concat(Shades(one.Test)).Should().OnlyHaveUniqueItems().And.HaveCount(20);
        again.Test.Images.Equals(one.Test.Images).Should().BeTrue();
        Longs(other.Test.Labels).Should().Equal(0, 1, 0, 1, 0, 1);
    }

    [Fact]
    public void FromFolder_ValidationFolder_IsThePart()
    {
        using ImageTree tree = new();
        foreach ((string part, int shade) in new[] { ("train", 1), ("test", 2), ("val", 3) })
            foreach (string name in new[] { "a", "b" })
                tree.Add($"{part}/{name}/1.png", ImageFiles.Png(1, 1, 1, (_, _, _) => shade));

        using ImageDataset dataset = ImageDatasets.FromFolder(tree.Root, Small);

        Shades(dataset.Validation!).Should().Equal(3, 3);
    }

    [Fact]
    public void FromFolder_UnreadableFiles_AreAllNamedWithTheReason()
    {
        using ImageTree tree = WithRubbish();

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.Root, Small)).Should().Throw<InvalidDataException>().Which.Message
            .Should().MatchEquivalentOf(
                $"5 of the 45 files in {tree.Root} cannot be read. Mend or remove them, or set ImageFolderOptions.SkipUnreadable.\n"
                    + "bright/cut.jpg is cut short.*\nbright/huge.png has 10000×10000 pixels, and may have 50000000.*\n"
                    + "bright/notes.txt is no PNG, JPEG, BMP or GIF file by its name.\ndark/empty.gif is empty.\n"
                    + "dark/text.png is no PNG, JPEG, BMP or GIF file, whatever its name says.*");
    }

    [Fact]
    public void FromFolder_UnreadableFilesToSkip_AreLeftOutAndReported()
    {
        using ImageTree tree = WithRubbish();
        List<ImageFolderProgress> reports = [];

        using ImageDataset dataset = ImageDatasets.FromFolder(tree.Root, new ImageFolderOptions
        {
            Shape = Small.Shape,
            SkipUnreadable = true,
            Progress = new ProgressCallback<ImageFolderProgress>(reports.Add),
        });

        (dataset.Train.Count + dataset.Test.Count).Should().Be(40);
        Shades(dataset.Train).Concat(Shades(dataset.Test)).Should().OnlyHaveUniqueItems();
        reports.Select(report => report.Done).Should().Equal(Enumerable.Range(1, 45));
        reports.Should().OnlyContain(report => report.Total == 45);
        reports.Count(report => report.Unreadable is not null).Should().Be(5);
    }

    [Fact]
    public void FromFolder_ClassOfUnreadableFilesAlone_IsRefused()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(5).Add("none/1.png", [1]).Add("none/2.png", [1]);

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.Root, new ImageFolderOptions { SkipUnreadable = true }))
            .Should()
            .Throw<InvalidDataException>().WithMessage("*without the files that cannot be read, has no image of the class 'none'*");
    }

    [Fact]
    public void FromFolder_CancelledMidway_Stops()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(50);
        using CancellationTokenSource stop = new();
        int done = 0;
        ImageFolderOptions options = new()
        {
            Shape = Small.Shape,
            Cancellation = stop.Token,
            Progress = new ProgressCallback<ImageFolderProgress>(report =>
            {
                done = report.Done;
                if (done == 10)
                    stop.Cancel();
            }),
        };

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.Root, options)).Should().Throw<OperationCanceledException>();
        done.Should().BeInRange(10, 99);
    }

    [Fact]
    public void FromFolder_LinkToAFile_IsFollowed()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(2);
        File.CreateSymbolicLink(Path.Combine(tree.Root, "dark", "link.png"), Path.Combine(tree.Root, "bright", "000.png"));

        using ImageDataset dataset = ImageDatasets.FromFolder(tree.Root, Small);

        Shades(dataset.Train).Concat(Shades(dataset.Test)).Count(shade => shade == 255).Should().Be(2);
    }

    [Fact]
    public void FromFolder_LinkToAFolder_IsRefused()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(2);
        Directory.CreateSymbolicLink(Path.Combine(tree.Root, "dark", "circle"), tree.Root);

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.Root, Small)).Should().Throw<IOException>()
            .WithMessage("*circle is a link to a folder*");
    }

    [Fact]
    public void FromFolder_NothingThere_SaysWhatToGive() =>
        FluentActions.Invoking(() => ImageDatasets.FromFolder("/no/such/folder")).Should().Throw<DirectoryNotFoundException>()
            .WithMessage("'/no/such/folder' does not exist. Give a folder with a folder of images for each class*");

    [Theory]
    [InlineData(2, 0.2)]
    [InlineData(3, 0.99)]
    public void FromFolder_FewImages_GivesEveryClassToBothParts(int images, double fraction)
    {
        using ImageTree tree = ImageTree.OfTwoClasses(images);

        using ImageDataset dataset = ImageDatasets.FromFolder(
            tree.Root, new ImageFolderOptions { Shape = Small.Shape, TestFraction = fraction });

        Tensors.Longs(dataset.Train.Labels).Should().Contain([0, 1]);
        Tensors.Longs(dataset.Test.Labels).Should().Contain([0, 1]);
    }

    [Fact]
    public void FromFolder_ClassOfOneImage_IsRefused()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(1);

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.Root, Small)).Should().Throw<InvalidDataException>()
            .WithMessage("*has one image alone of the class 'bright'. At least two are needed*");
    }

    [Fact]
    public void FromFolder_Read_LeavesNoTensorBehind()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(5);
        ImageDatasets.FromFolder(tree.Root, Small).Dispose();
        long before = CountLive();

        ImageDatasets.FromFolder(tree.Root, Small).Dispose();

        CountLive().Should().BeLessThanOrEqualTo(before);
    }

    [RealDataFact("cifar10-jpeg")]
    public void FromFolder_SixtyThousandJpegFiles_TakeABytePerValue()
    {
        string path = Path.Combine(RealDataFactAttribute.Folder("cifar10-jpeg")!, "cifar10-jpeg.zip");

        using ImageDataset dataset = ImageDatasets.FromFolder(path);

        (dataset.Train.Count, dataset.Test.Count, dataset.Classes).Should().Be((50_000, 10_000, 10));
        (dataset.Train.Images.NumberOfElements * dataset.Train.Images.ElementSize).Should().Be(50_000 * 3_072);
        dataset.ClassNames.Should().StartWith(["airplane", "automobile", "bird", "cat"]);
    }

    /// <summary>Forty images, and five files that are none.</summary>
    private static ImageTree WithRubbish() => ImageTree.OfTwoClasses(20)
        .Add("dark/text.png", "just text"u8.ToArray())
        .Add("dark/empty.gif", [])
        .Add("bright/cut.jpg", ImageFiles.Jpeg(4, 4, 1, (row, column, _) => 40 * (row + column))[..^20])
        .Add("bright/huge.png", ImageFiles.Png(10_000, 10_000, 1, 8, [1]))
        .Add("bright/notes.txt", [1]);

    /// <summary>The first value of each image.</summary>
    private static byte[] Shades(LabelledImages part)
    {
        using Tensor first = part.Images.flatten(1).select(1, 0).contiguous();
        return first.data<byte>().ToArray();
    }
}
