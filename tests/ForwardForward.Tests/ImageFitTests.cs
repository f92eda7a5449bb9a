using ForwardForward.Data;
using ForwardForward.Tests.Data.Folders;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>A network reads files as those that it learned from were read, also after it was saved and loaded.</summary>
public sealed class ImageFitTests : IDisposable
{
    private static readonly ImageFolderOptions Padded = new() { Shape = new ImageShape(1, 4, 4), Fit = ImageFit.Pad };

    private readonly ImageTree _tree = ImageTree.OfTwoClasses(10);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void WithDataset_Folder_TakesOverItsFit()
    {
        using ImageDataset folder = ImageDatasets.FromFolder(_tree.Root, Padded);
        using ImageDataset drawn = new("drawn", SyntheticImages.Create(6), SyntheticImages.Create(6));

        new FFNetworkBuilder().WithDataset(folder).AddDense(8).Define().ImageFit.Should().Be(ImageFit.Pad);
        new FFNetworkBuilder().WithDataset(folder).WithDataset(drawn).AddDense(8).Define().ImageFit.Should().BeNull();
        new FFNetworkBuilder().WithDataset(drawn).WithImageFit(ImageFit.Stretch).AddDense(8).Define().ImageFit
            .Should().Be(ImageFit.Stretch);
        FluentActions.Invoking(() => new FFNetworkBuilder().WithDataset(drawn).WithImageFit((ImageFit)7).AddDense(8).Define())
            .Should().Throw<Exception>().WithMessage("*Crop, Stretch, Pad*");
    }

    [Fact]
    public void ImageFit_Dataset_KeepsItThroughEveryStep()
    {
        using ImageDataset folder = ImageDatasets.FromFolder(_tree.Root, Padded), named = folder.WithClassNames("a", "b"),
            taken = named.Take(12, 4), divided = taken.WithValidation(2, seed: 1), some = divided.OfClasses(0, 1),
            scaled = some.Standardise();

        new[] { folder, named, taken, divided, some, scaled }.Should()
            .AllSatisfy(dataset => dataset.ImageFit.Should().Be(ImageFit.Pad));
    }

    [Fact]
    public void PredictFiles_LoadedNetwork_ReadsAsTheFolderWasRead()
    {
        // A dark image of 4×4, and a bright stripe that is dark as well, mostly, once it has been padded with black.
        using ImageDataset folder = ImageDatasets.FromFolder(_tree.Root, Padded);
        string dark = Path.Combine(_tree.Root, "dark", "003.png"), bright = Path.Combine(_tree.Root, "bright", "003.png");
        string stripe = Path.Combine(_tree.Root, "stripe.gif"), saved = Path.Combine(_tree.Root, "network.safetensors");
        File.WriteAllBytes(stripe, ImageFiles.Gif(1, 20, 250));
        using (FFNetwork network = new FFNetworkBuilder().WithDataset(folder).AddProjection(16).Build())
        {
            network.Fit(folder.Train, new TrainingOptions { Epochs = 5, BatchSize = 4 });
            network.Save(saved);
        }

        using FFNetwork again = FFNetwork.Load(saved);

        again.Definition.ImageFit.Should().Be(ImageFit.Pad);
        string[] files = [dark, stripe, bright];
        again.PredictFiles(files).Should().Equal(files.Select(file => NameOf(file, ImageFit.Pad)))
            .And.Equal(again.PredictFiles(files.Select(file => file)));
        again.PredictFiles(bright).Should().Equal(NameOf(bright, ImageFit.Crop));
        again.PredictFiles().Should().BeEmpty();
        using Tensor read = ImageFile.ReadAll(files, Padded.Shape, ImageFit.Pad), one = ImageFile.Read(stripe, Padded.Shape, ImageFit.Pad);
        read[1].data<byte>().Should().Equal(one.data<byte>()).And.Contain((byte)0).And.Contain((byte)250);

        string NameOf(string file, ImageFit fit)
        {
            using Tensor image = ImageFile.Read(file, again.Definition.Input, fit);
            return again.PredictNames(image)[0];
        }
    }

    [Fact]
    public void PredictFiles_SomeOfThemBad_NamesTheFirst()
    {
        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 4, 4).WithClasses(2).AddProjection(8).Build();
        string good = Path.Combine(_tree.Root, "dark", "003.png"), text = Path.Combine(_tree.Root, "text.png");
        File.WriteAllText(text, "text");

        FluentActions.Invoking(() => network.PredictFiles(good, text, "/no/such/file.png")).Should().Throw<InvalidDataException>()
            .WithMessage($"{text} is no PNG*");
        FluentActions.Invoking(() => network.PredictFiles(good, "/no/such/file.png", text)).Should().Throw<DirectoryNotFoundException>();
        FluentActions.Invoking(() => network.PredictFiles(good, "")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => network.PredictFiles(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void PredictFiles_NetworkOfSomethingElse_SaysWhatToDo()
    {
        using FFNetwork network = new FFNetworkBuilder().WithInput(2, 4, 4).WithClasses(2).AddProjection(8).Build();

        FluentActions.Invoking(() => network.PredictFiles("a.png")).Should().Throw<InvalidOperationException>()
            .WithMessage("*2×4×4*1 or 3 channels*");
    }

    [Fact]
    public void FromJson_DefinitionFromBeforeThereWasAFit_HasNone()
    {
        FFNetworkDefinition definition = SyntheticImages.Network().Define();
        System.Text.Json.Nodes.JsonObject json = System.Text.Json.Nodes.JsonNode.Parse(definition.ToJson())!.AsObject();

        json.Remove("imageFit").Should().BeTrue();

        FFNetworkDefinition.FromJson(json.ToJsonString()).Should().Be(definition);
    }
}
