namespace ForwardForward.PackageTests;

[Collection(PackedPackagesCollection.Name)]
public class FSharpTests(FSharpConsumer consumer) : IClassFixture<FSharpConsumer>
{
    [Fact]
    public async Task Program_InFSharp_RunsAfterEnsureLoaded()
    {
        const string Program = """
            open ForwardForward
            open ForwardForward.Data
            open ForwardForward.Runtime
            open TorchSharp

            [<EntryPoint>]
            let main _ =
                TorchRuntime.EnsureLoaded()
                use values = torch.ones 3L
                use digits = ImageDatasets.SyntheticDigits(DatasetOptions(Train = 500, Test = 100))
                use network = FFNetworkBuilder().WithInput(digits.Shape).WithClasses(digits.Classes).AddDense(20).Build()
                let run = network.Fit(digits.Train, TrainingOptions(Epochs = 1))
                let result = network.Evaluate(digits.Test)
                printfn "values: %d, epochs: %d, evaluated: %d" values.shape[0] run.History.Count result.Count
                0
            """;

        CommandResult run = (await consumer.RunAsync(Program)).ShouldSucceed();

        run.Output.ReplaceLineEndings("\n").Should().Be("values: 3, epochs: 1, evaluated: 100\n");
    }
}
