using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

public sealed class FolderLayoutTests
{
    [Fact]
    public void Of_FoldersOfClasses_OrdersClassesOrdinallyAndImagesInTurn()
    {
        FolderLayout layout = Of("b/2.png", "b/10.png", "a-b/1.jpg", "B/x.gif", "a/z/deep.BMP", "a/1.jpeg");

        layout.Classes.Should().Equal("B", "a", "a-b", "b");
        layout.Train.Select(image => $"{image.Label} {image.Path}")
            .Should().Equal("0 B/x.gif", "1 a/1.jpeg", "2 a-b/1.jpg", "3 b/10.png", "1 a/z/deep.BMP", "3 b/2.png");
        (layout.Test, layout.Validation).Should().Be((null, null));
        layout.Strangers.Should().BeEmpty();
    }

    [Fact]
    public void Of_Parts_TakesEachFromItsFolder()
    {
        FolderLayout layout = Of(
            "Train/猫/1.png", "Train/犬/1.png", "test/猫/2.png", "test/犬/2.png", "validation/猫/3.png", "validation/犬/3.png", "README.md");

        layout.Classes.Should().Equal("犬", "猫");
        layout.Train.Select(image => image.Path).Should().Equal("Train/犬/1.png", "Train/猫/1.png");
        layout.Test!.Select(image => image.Path).Should().Equal("test/犬/2.png", "test/猫/2.png");
        layout.Validation!.Select(image => image.Path).Should().Equal("validation/犬/3.png", "validation/猫/3.png");
        layout.Strangers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("pets/cats/a/1.png", "pets/cats/b/1.png", "pets/README.md")]
    [InlineData("x/", "x/train/a/1.png", "x/train/b/1.png", "x/test/a/1.png", "x/test/b/1.png")]
    public void Of_OneFolderAroundEverything_LooksInside(params string[] paths)
    {
        FolderLayout layout = Of(paths);

        layout.Classes.Should().Equal("a", "b");
        layout.Train.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("Training", "Testing", "valid")]
    [InlineData("TRAIN", "test", "val")]
    public void Of_PartsByOtherNames_TakesEach(string train, string test, string validation)
    {
        string[] parts = [train, test, validation];

        FolderLayout layout = Of([.. parts.Select(part => $"{part}/a/1.png"), .. parts.Select(part => $"{part}/b/1.png")]);

        layout.Classes.Should().Equal("a", "b");
        (layout.Train.Length, layout.Test!.Length, layout.Validation!.Length).Should().Be((2, 2, 2));
    }

    [Fact]
    public void Of_ClassesWithFoldersOfTheirOwn_AreClasses() =>
        Of("cats/2019/1.png", "cats/2020/1.png", "dogs/2020/1.png").Classes.Should().Equal("cats", "dogs");

    [Fact]
    public void Of_FilesThatAreNoImages_AreNamedWhereTheyStandAmongImages()
    {
        FolderLayout layout = Of("notes.txt", "stray.png", "a/1.png", "a/labels.csv", "b/1.png", "b/photo.webp");

        layout.Strangers.Select(file => file.ToString()).Should().BeEquivalentTo(
            "stray.png stands in the folder of no class.", "a/labels.csv is no PNG, JPEG, BMP or GIF file by its name.",
            "b/photo.webp is no PNG, JPEG, BMP or GIF file by its name.");
        layout.Train.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("the folder has no folders of images. Make a folder for each class*", "1.png", "2.png")]
    [InlineData("the folder has no folders of images.*")]
    [InlineData("the folder has only one class, 'a'.*", "a/1.png", "a/2.png")]
    [InlineData("the folder has only one class, 'a'.*", "train/a/1.png", "test/a/2.png")]
    [InlineData("the folder has no image of the class 'b'. Every class needs*", "a/1.png", "b/")]
    [InlineData("the folder has no image of the class 'b'.*", "a/1.png", "b/1.txt")]
    [InlineData(
        "the folder, in its folder 'test', has no image of the classes 'b', 'c'.*", "train/a/1.png", "train/b/1.png", "train/c/1.png",
        "test/a/2.png")]
    [InlineData("the folder, in its folder 'train', has no image of the class 'c'.*", "train/a/1.png", "train/b/1.png", "test/a/2.png",
        "test/b/2.png", "test/c/2.png")]
    [InlineData("the folder has a folder 'train', and beside it 'extra', which is no part.*", "train/a/1.png", "train/b/1.png",
        "extra/a/1.png")]
    [InlineData("the folder has a folder 'test', which is a part, and no folder 'train' beside it.*", "cats/1.png", "test/1.png")]
    [InlineData("the folder has the folders 'val' and 'valid', which are the same part.*", "train/a/1.png", "train/b/1.png",
        "val/a/1.png", "val/b/1.png", "valid/a/1.png", "valid/b/1.png")]
    [InlineData("the folder has the folders '2019' and '2020', which hold no images but the same folders, such as 'cat': which*",
        "2019/cat/1.png", "2019/dog/1.png", "2020/cat/1.png", "2020/dog/1.png")]
    [InlineData("the folder has no image of the class 'b'.*not such as b/1.webp: convert them.", "a/1.png", "b/1.webp")]
    public void Of_NoClasses_SaysWhatToDo(string message, params string[] paths) =>
        FluentActions.Invoking(() => Of(paths)).Should().Throw<InvalidDataException>().WithMessage(message);

    private static FolderLayout Of(params string[] paths) => FolderLayout.Of(paths, "the folder");
}
