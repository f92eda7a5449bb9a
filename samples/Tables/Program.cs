// How do you learn from a table of your own? This sample reads a CSV file, trains and saves a network, and names the class of new rows.
//
//   dotnet run -c Release --project samples/Tables
//   dotnet run -c Release --project samples/Tables -- --data penguins.csv --label species --ignore id --missing mean --missing-text NA
//   dotnet run -c Release --project samples/Tables -- classify out/tables/network.safetensors new.csv
//   dotnet run -c Release --project samples/Tables -- study
//
// Without --data it learns from a table of fruit that it draws itself. The command study compares methods on well-known tables.
using System.CommandLine;
using ForwardForward.Data;
using ForwardForward.Samples;
using ForwardForward.Samples.Tables;

Option<string?> data = new("--data") { Description = "A CSV file, plain or gzipped [default: drawn fruit]" };
Option<string?> label = new("--label") { Description = "The column of the classes [default: the last]" };
Option<bool> noHeader =
    new("--no-header") { Description = "The first line is a row: columns are \"column 1\", \"column 2\", …", Recursive = true };
Option<int> skip = new("--skip-lines") { Description = "How many lines to leave out at the beginning", Recursive = true };
Option<string> delimiter =
    new("--delimiter") { Description = "The character between cells", DefaultValueFactory = _ => ",", Recursive = true };
Option<string[]> ignore =
    new("--ignore") { Description = "Columns to leave out, such as identifiers", AllowMultipleArgumentsPerToken = true };
Option<string[]> categorical =
    new("--categorical") { Description = "Columns of numbers that stand for categories", AllowMultipleArgumentsPerToken = true };
Option<string[]> missingText =
    new("--missing-text") { Description = "Texts that mean a missing value, such as NA", AllowMultipleArgumentsPerToken = true };
Option<MissingValues> missing = new("--missing") { Description = "What to do with rows in which a value is missing" };
Option<int> epochs = new("--epochs") { Description = "Passes over the training rows", DefaultValueFactory = _ => Recipe.Epochs };
Option<string> folder =
    new("--out") { Description = "Folder for the files that it writes", DefaultValueFactory = _ => "out/tables", Recursive = true };
RootCommand command = new("Trains a network on a table, and names the class of new rows.")
{
    data, label, ignore, categorical, noHeader, skip, delimiter, missing, missingText, epochs, folder,
};
command.SetAction((parsed, cancellation) => SampleCommand.EndAsync(
    () => Task.Run(
        () => Training.Run(
            new TrainingPlan(
                parsed.GetValue(data), parsed.GetValue(label), OptionsOf(parsed, cancellation), parsed.GetValue(epochs),
                parsed.GetValue(folder)!),
            cancellation),
        CancellationToken.None),
    Console.Error,
    cancellation));

Argument<string> network = new("network") { Description = "A network that this sample has saved" };
Argument<string> file = new("file") { Description = "A CSV file with the columns that the network learned from" };
Command classify = new("classify", "Names the class of each row of a file.") { network, file };
classify.SetAction((parsed, cancellation) => SampleCommand.EndAsync(
    () => Task.Run(() => Classification.Run(parsed.GetValue(network)!, parsed.GetValue(file)!, FormatOf(parsed)), cancellation),
    Console.Error,
    cancellation));
command.Subcommands.Add(classify);

Option<int> splits = new("--splits") { Description = "Into how many splits each table is divided", DefaultValueFactory = _ => 10 };
Command study = new("study", "Compares methods on the tables below FORWARDFORWARD_DATA.") { splits };
study.SetAction((parsed, cancellation) => SampleCommand.EndAsync(
    () => Task.Run(
        () => TableStudy.Run(parsed.GetValue(splits), parsed.GetValue(folder)!, cancellation),
        CancellationToken.None),
    Console.Error,
    cancellation));
command.Subcommands.Add(study);
return await command.Parse(args).InvokeAsync();

TableOptions OptionsOf(ParseResult parsed, CancellationToken cancellation) => new()
{
    Format = FormatOf(parsed),
    Ignored = [.. parsed.GetValue(ignore)!.Select(name => (ColumnReference)name)],
    Categorical = [.. parsed.GetValue(categorical)!.Select(name => (ColumnReference)name)],
    MissingValues = parsed.GetValue(missing),
    MissingTexts = parsed.GetValue(missingText)!,
    Cancellation = cancellation,
};

CsvFormat FormatOf(ParseResult parsed) => parsed.GetValue(delimiter) is { Length: 1 } sign
    ? new CsvFormat { HasHeader = parsed.GetValue(noHeader) ? false : null, SkippedLines = parsed.GetValue(skip), Delimiter = sign[0] }
    : throw new SampleException("--delimiter must be one character.");
