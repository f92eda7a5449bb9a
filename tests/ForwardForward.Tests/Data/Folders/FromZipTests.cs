using System.IO.Compression;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

public sealed class FromZipTests
{
    private static readonly ImageFolderOptions Small = new() { Shape = new ImageShape(1, 2, 2) };

    [Fact]
    public void FromFolder_Zip_IsTheFolderBitByBit()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(20);
        tree.Add("dark/.hidden.png", [1]);

        using ImageDataset folder = ImageDatasets.FromFolder(tree.Root, Small), zip = ImageDatasets.FromFolder(tree.Zip(), Small);

        zip.Name.Should().Be(folder.Name);
        zip.ClassNames.Should().Equal(folder.ClassNames);
        foreach ((LabelledImages one, LabelledImages other) in new[] { (folder.Train, zip.Train), (folder.Test, zip.Test) })
        {
            one.Images.Equals(other.Images).Should().BeTrue();
            one.Labels.Equals(other.Labels).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData("*two files 'a/1.png'*", "a/1.png", "a/1.png", "b/1.png")]
    [InlineData("*two files 'a/1.png'*", "a/1.png", @"a\1.png", "b/1.png")]
    [InlineData("*without a name*", " /1.png", "b/1.png")]
    [InlineData("*'val' and 'validation', which are the same part*",
        "train/a/1.png", "train/b/1.png", "val/a/1.png", "val/b/1.png", "validation/a/2.png", "validation/b/2.png")]
    [InlineData("*'Train' and 'train', which are the same part*", "Train/a/1.png", "Train/b/1.png", "train/a/2.png", "train/b/2.png")]
    [InlineData("*b/2\uFFFD[31m.txt is no PNG*", "a/1.png", "a/2.png", "b/1.png", "b/2.png", "b/2\u001b[31m.txt")]
    public void FromFolder_ZipWhoseNamesLoseFilesOrLinesOfTheMessage_IsRefused(string message, params string[] names)
    {
        using ImageTree tree = new();
        using (ZipArchive archive = ZipFile.Open(tree.ZipPath, ZipArchiveMode.Create))
            foreach (string name in names)
                using (Stream entry = archive.CreateEntry(name).Open())
                    entry.Write(ImageFiles.Png(1, 1, 1, (_, _, _) => 1));

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.ZipPath, Small))
            .Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void FromFolder_FileThatIsNoZip_SaysSo()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(1);

        FluentActions.Invoking(() => ImageDatasets.FromFolder(Path.Combine(tree.Root, "dark", "000.png"))).Should()
            .Throw<InvalidDataException>()
            .WithMessage("*000.png is a file, but no whole zip archive. It looks like one image as PNG*ImageFile.Read.");
    }

    [Fact]
    public void FromFolder_ZipEntryOfAbsurdSize_IsNotUnpacked()
    {
        using ImageTree tree = ImageTree.OfTwoClasses(3);
        using (ZipArchive archive = ZipFile.Open(tree.Zip(), ZipArchiveMode.Update))
        {
            using Stream bomb = archive.CreateEntry("dark/bomb.png", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < 300; written++)
                bomb.Write(zeros);
        }

        FluentActions.Invoking(() => ImageDatasets.FromFolder(tree.ZipPath, Small)).Should().Throw<InvalidDataException>()
            .WithMessage("1 of the 7 files*dark/bomb.png has 314572800 bytes, and an image file may have*");
    }
}
