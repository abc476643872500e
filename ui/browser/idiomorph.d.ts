// The page fetches idiomorph from beside its modules; here it stands for the package.
export { Idiomorph } from "idiomorph";
