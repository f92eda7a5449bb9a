// One training on several machines: a network whose layers live on different silos, or a sweep whose cells do.
//
//   dotnet run -c Release --project samples/Cluster -- silo              (twice, each in a terminal of its own)
//   dotnet run -c Release --project samples/Cluster -- pipeline
//   dotnet run -c Release --project samples/Cluster -- example > sweep.json
//   dotnet run -c Release --project samples/Cluster -- sweep sweep.json
//
// docs/scaling.md has the commands for several machines.
using System.CommandLine;
using ForwardForward.Samples.Cluster;

MemberOptions member = new();
RootCommand command = new("Trains on several silos: a pipeline of layers, or the cells of a sweep.")
{
    SiloCommand.Create(member), PipelineCommand.Create(member), SweepCommand.Create(member), SweepCommand.CreateExample(),
};
return await command.Parse(args).InvokeAsync();
