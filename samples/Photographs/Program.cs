// Your own photographs: a folder of them in, a trained network out, and then the class of new files.
//
//   dotnet run -c Release --project samples/Photographs
//   dotnet run -c Release --project samples/Photographs -- --data photos.zip --size 48 --epochs 20
//   dotnet run -c Release --project samples/Photographs -- classify out/photographs/network.safetensors cat.jpg dog.png
//
// Without --data it learns from garments that the library draws itself.
using System.CommandLine;
using ForwardForward.Samples;
using ForwardForward.Samples.Photographs;

Option<string?> data =
    new("--data") { Description = "A folder with a folder for each class, or a .zip file of one [default: drawn garments]" };
Option<int> size = new("--size") { Description = "Height and width that images get, in pixels", DefaultValueFactory = _ => 32 };
Option<bool> grey = new("--grey") { Description = "Read images in shades of grey instead of colours" };
Option<bool> skip = new("--skip-unreadable") { Description = "Leave out files that cannot be read, and list them, instead of stopping" };
Option<string> recipe = new("--recipe") { Description = "Which network learns", DefaultValueFactory = _ => Recipe.All[0].Name };
recipe.AcceptOnlyFromAmong([.. Recipe.All.Select(known => known.Name)]);
Option<int> epochs = new("--epochs") { Description = "The most passes over the training images", DefaultValueFactory = _ => 10 };
Option<string> folder =
    new("--out") { Description = "Folder for the network and the pictures", DefaultValueFactory = _ => "out/photographs" };
RootCommand command =
    new("Trains a network on a folder of images, and names the class of files.") { data, size, grey, skip, recipe, epochs, folder };
command.SetAction((parsed, cancellation) => SampleCommand.EndAsync(
    () => Training.RunAsync(
        new TrainingPlan(
            parsed.GetValue(data), parsed.GetValue(size), parsed.GetValue(grey), parsed.GetValue(skip),
            Recipe.Find(parsed.GetValue(recipe)!), parsed.GetValue(epochs), parsed.GetValue(folder)!),
        cancellation),
    Console.Error,
    cancellation));

Argument<string> network = new("network") { Description = "A network that this sample has saved" };
Argument<string[]> files = new("files") { Description = "PNG, JPEG, BMP or GIF files", Arity = ArgumentArity.OneOrMore };
Command classify = new("classify", "Names the class of image files.") { network, files };
classify.SetAction((parsed, cancellation) => SampleCommand.EndAsync(
    () => Task.Run(() => Classification.Run(parsed.GetValue(network)!, parsed.GetValue(files)!), cancellation), Console.Error,
    cancellation));
command.Subcommands.Add(classify);
return await command.Parse(args).InvokeAsync();
