namespace ForwardForward.PackageTests;

/// <summary>A C# project that references the package ForwardForward and nothing else.</summary>
/// <param name="packages">The packages to consume.</param>
public sealed class CSharpConsumer(PackedPackages packages)
    : ConsumerProject(packages, "Program.cs", """<PackageReference Include="ForwardForward" Version="{version}" />""");
